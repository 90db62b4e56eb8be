import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDialogInfo } from '../../../src-main/monitoring/parse-dialog-info'

const document = (dialogs: string, attributes = 'version="3" state="full"') =>
  `<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:744@pbx.example">${dialogs}</dialog-info>`

describe('a dialog-info body', () => {
  it('of Asterisk, ringing, names the other party', () => {
    const info = parseDialogInfo(
      document(`<dialog id="744" direction="recipient">
  <remote><identity display="Client 1">sip:client1@127.0.0.1</identity><target uri="sip:client1@127.0.0.1" /></remote>
  <local><identity display="Agent 744">sip:744@127.0.0.1</identity></local>
  <state>early</state></dialog>`)
    )
    expect(info).toEqual({
      version: 3,
      state: 'full',
      entity: 'sip:744@pbx.example',
      dialogs: [
        {
          id: '744',
          direction: 'recipient',
          state: 'early',
          remote: { displayName: 'Client 1', uri: 'sip:client1@127.0.0.1' },
          localUri: 'sip:744@127.0.0.1'
        }
      ]
    })
  })

  it.each([
    [
      'a state with attributes',
      '<dialog id="a"><state event="remote-bye">terminated</state></dialog>',
      'terminated'
    ],
    ['nothing but a state', '<dialog><state>confirmed</state></dialog>', 'confirmed'],
    [
      'a prefix on every element',
      '<d:dialog xmlns:d="urn:x"><d:state>trying</d:state></d:dialog>',
      'trying'
    ],
    ['a state in other letters', '<dialog id="a"><state> Confirmed </state></dialog>', 'confirmed'],
    ['an unknown direction', '<dialog id="a" direction="up"><state>early</state></dialog>', 'early']
  ])('with %s is understood', (_, dialogs, state) => {
    expect(parseDialogInfo(document(dialogs))?.dialogs.map((dialog) => dialog.state)).toEqual([
      state
    ])
  })

  it('leaves out a dialog whose state nobody defined, and keeps the others', () => {
    const dialogs =
      '<dialog id="a"><state>dancing</state></dialog><dialog id="b"><state>early</state></dialog>'
    expect(parseDialogInfo(document(dialogs))?.dialogs.map(({ id }) => id)).toEqual(['b'])
  })

  it('takes the target for a party that has no identity', () => {
    const dialogs =
      '<dialog id="a"><state>early</state><remote><target uri="sip:1@a"/></remote><local><target uri="sip:*90744@a"/></local></dialog>'
    expect(parseDialogInfo(document(dialogs))?.dialogs[0]).toMatchObject({
      remote: { uri: 'sip:1@a' },
      localUri: 'sip:*90744@a'
    })
  })

  it.each([
    ['no attributes at all', '', { version: null, state: 'full', entity: 'sip:744@pbx.example' }],
    [
      'a version that is no number',
      'version="x" state="Partial"',
      { version: null, state: 'partial' }
    ],
    ['another state', 'version="2" state="some"', { version: 2, state: 'full' }]
  ])('with %s is understood', (_, attributes, expected) => {
    expect(parseDialogInfo(document('', attributes))).toMatchObject(expected)
  })

  it('without dialogs is an idle extension', () => {
    expect(parseDialogInfo(document(''))?.dialogs).toEqual([])
  })

  it('unescapes the five predefined entities once', () => {
    const dialogs =
      '<dialog id="a"><remote><identity display="R&amp;D &lt;x&gt;">sip:1@a</identity></remote><state>early</state></dialog>'
    expect(parseDialogInfo(document(dialogs))?.dialogs[0]?.remote?.displayName).toBe('R&D <x>')
  })

  it.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['another document', '<presence/>'],
    ['a cut one', '<dialog-info version="1" state="full"><dialog id='],
    [
      'one that expands entities',
      '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><dialog-info><dialog><state>&b;</state></dialog></dialog-info>'
    ],
    ['a deep one', '<dialog-info>' + '<a>'.repeat(100_000)],
    ['a huge one', document('<dialog><state>early</state></dialog>'.repeat(100_000))]
  ])('that is %s is refused', (_, body) => {
    expect(parseDialogInfo(body)).toBeUndefined()
  })

  it('can be any text without harm', () => {
    const fragment = fc.constantFrom(
      '<dialog-info version="1">',
      '<dialog id="x">',
      '<state>',
      'confirmed',
      '</state>',
      '</dialog>',
      '</dialog-info>',
      '<remote>',
      '&amp;',
      ']]>',
      '<![CDATA[',
      '<!--'
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 30 }), (parts) => {
        const info = parseDialogInfo(parts.join(''))
        expect(info === undefined || Array.isArray(info.dialogs)).toBe(true)
      }),
      { numRuns: 2_000 }
    )
  })
})

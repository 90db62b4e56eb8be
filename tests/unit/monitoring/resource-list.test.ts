import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMultipart } from '../../../src-main/monitoring/multipart'
import { parseResourceList } from '../../../src-main/monitoring/parse-resource-list'
import { listBody } from '../../support/monitoring/list-bodies'

const parse = ({ contentType, body }: { contentType: string; body: string }) =>
  parseResourceList(contentType, body)

const two = listBody(0, true, [
  { extension: '744' },
  { extension: '745', dialogState: 'confirmed', version: 2 }
])

describe('a resource list', () => {
  it('of Asterisk names each extension with its document', () => {
    expect(parse(two)).toMatchObject({
      version: 0,
      fullState: true,
      resources: [
        {
          uri: 'sip:744@127.0.0.1',
          instances: [{ state: 'active', info: { version: 0, dialogs: [{ state: 'terminated' }] } }]
        },
        {
          uri: 'sip:745@127.0.0.1',
          instances: [{ state: 'active', info: { version: 2, dialogs: [{ state: 'confirmed' }] } }]
        }
      ]
    })
  })

  it('says of a virtual subscription that ended why, and of a partial list that it is partial', () => {
    const list = parse(listBody(3, false, [{ extension: '746', terminated: 'noresource' }]))
    expect(list).toMatchObject({ version: 3, fullState: false })
    expect(list?.resources[0]?.instances).toEqual([
      { state: 'terminated', reason: 'noresource', info: null }
    ])
  })

  it('is found by the start parameter, whatever comes first', () => {
    const { contentType, body } = two
    const decoy =
      '\r\n--xkcig\r\nContent-Type: application/rlmi+xml\r\n\r\n<list version="9" fullState="true"/>'
    const list = parseResourceList(`${contentType};start="<cqrzt@127.0.0.1>"`, decoy + body)
    expect(list?.version).toBe(0)
    expect(parseResourceList(contentType, decoy + body)?.version).toBe(9)
  })

  it.each([
    ['in other letters', two.contentType.replace('multipart/related', 'Multipart/Related')],
    ['with a quoted boundary', two.contentType.replace('boundary=xkcig', 'Boundary="xkcig"')]
  ])('with a type %s is read', (_, contentType) => {
    expect(parseResourceList(contentType, two.body)?.resources).toHaveLength(2)
  })

  it.each([
    ['with bare line feeds', two.body.replaceAll('\r\n', '\n')],
    ['without its last delimiter', two.body.replace('--xkcig--', '')],
    ['with text before and after it', `preamble${two.body}epilogue`],
    ['with parts in angle-bracketed cids', two.body.replaceAll(/cid="([^"]+)"/g, 'cid="cid:$1"')]
  ])('%s is read', (_, body) => {
    const list = parseResourceList(two.contentType, body)
    expect(list?.resources.map(({ instances }) => instances[0]?.info?.version)).toEqual([0, 2])
  })

  it('with a document that cannot be read loses that one only', () => {
    const body = two.body.replace('<dialog-info ', '<dialogue-info ')
    const list = parseResourceList(two.contentType, body)
    expect(list?.resources.map(({ instances }) => instances[0]?.info?.version)).toEqual([
      undefined,
      2
    ])
  })

  it('with a resource that cannot be read loses that one only', () => {
    const body = two.body.replace('<resource uri="sip:744@127.0.0.1">', '<resource>')
    expect(parseResourceList(two.contentType, body)?.resources.map(({ uri }) => uri)).toEqual([
      'sip:745@127.0.0.1'
    ])
  })

  it.each([
    ['another type', 'application/dialog-info+xml', two.body],
    ['no boundary', 'multipart/related;type="application/rlmi+xml"', two.body],
    ['another boundary', two.contentType.replace('xkcig', 'other'), two.body],
    ['no RLMI part', two.contentType, two.body.replace('application/rlmi+xml', 'text/plain')],
    ['an RLMI part that is none', two.contentType, two.body.replace('<list ', '<lust ')],
    ['an endless boundary', `multipart/related;boundary=${'x'.repeat(71)}`, two.body],
    ['entities', two.contentType, two.body.replace('<list ', '<!DOCTYPE l []><list ')],
    ['nothing in it', two.contentType, '']
  ])('with %s is none', (_, contentType, body) => {
    expect(parseResourceList(contentType, body)).toBeUndefined()
  })

  it('of two thousand is read whole', () => {
    const extensions = Array.from({ length: 2_000 }, (_, index) => String(10_000 + index))
    const list = parse(
      listBody(
        0,
        true,
        extensions.map((extension) => ({ extension }))
      )
    )
    expect(list?.resources).toHaveLength(2_000)
    expect(list?.resources.every(({ instances }) => instances[0]?.info)).toBe(true)
  })
})

describe('a multipart body', () => {
  it('has a limit of parts and of size', () => {
    const part = '--b\r\n\r\nx\r\n'
    const type = 'multipart/related;boundary=b'
    expect(parseMultipart(type, part.repeat(10_000))).toHaveLength(10_000)
    expect(parseMultipart(type, part.repeat(10_001))).toBeUndefined()
    expect(parseMultipart(type, part + 'y'.repeat(4 * 1024 * 1024))).toBeUndefined()
  })

  it('is not cut where a line only begins like the boundary', () => {
    const parts = parseMultipart(
      'multipart/related;boundary=b',
      '--b\r\nContent-Type: text/plain\r\n\r\n--bee\r\n --b\r\n--b--\r\n'
    )
    expect(parts).toEqual([{ contentType: 'text/plain', contentId: '', body: '--bee\r\n --b' }])
  })

  it.each([
    ['b', '\n--b--x'.repeat(400_000)],
    ['b', `--b\r\n${'Content-Type:'.repeat(200_000)}`],
    ['-', '-'.repeat(3_000_000)]
  ])('with the boundary %s that is almost everywhere is no trap', (boundary, body) => {
    expect(parseMultipart(`multipart/related;boundary=${boundary}`, body)).toBeUndefined()
  })

  it('and a list can be any text without harm', () => {
    const fragment = fc.constantFrom(
      '\r\n--xkcig\r\n',
      '--xkcig--',
      'Content-ID: <a@b>\r\n',
      'Content-Type: application/rlmi+xml\r\n',
      'Content-Type: application/dialog-info+xml\r\n',
      '\r\n\r\n',
      '<list version="1" fullState="false">',
      '<resource uri="sip:1@a">',
      '<instance id="x" state="active" cid="a@b"/>',
      '</resource>',
      '</list>',
      '<dialog-info/>'
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 40 }), (parts) => {
        const list = parseResourceList(two.contentType, parts.join(''))
        expect(list === undefined || Array.isArray(list.resources)).toBe(true)
      }),
      { numRuns: 2_000 }
    )
  })
})

import { describe, expect, it } from 'vitest'
import { parseDialogInfo } from '../../../src-main/monitoring/parse-dialog-info'

/** As much as is read at all. */
const long = (piece: string) => piece.repeat(Math.floor(200_000 / piece.length))
const document = (inside: string) =>
  `<dialog-info version="0" state="full" entity="sip:744@pbx">${inside}</dialog-info>`
const dialog = '<dialog id="1"><state>confirmed</state></dialog>'

// What takes the square of its length takes minutes for any of these.
describe('a dialog-info document that means harm', { timeout: 20_000 }, () => {
  it.each([
    ['expands', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + document('&b;')],
    ['reads a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document('&x;')],
    ['is a thousand elements deep', document('<a>'.repeat(1_000) + '</a>'.repeat(1_000))],
    ['is endlessly deep', long('<dialog>')],
    ['is larger than any phone', document(' '.repeat(3_000_000))]
  ])('and %s is not read', (_, body) => {
    expect(parseDialogInfo(body)).toBeUndefined()
  })

  it.each([
    ['tags that do not begin', long('<')],
    ['tags that do not end', long('>')],
    ['comments', long('<!--')],
    ['sections', long('<![CDATA[')],
    ['instructions', long('<?a ')],
    ['attributes', document(`<dialog ${long('a="b" ')}/>`)],
    ['attributes without a value', document(`<dialog ${long('a ')}/>`)],
    ['quotes', document(`<dialog ${long('"')}/>`)],
    ['ends of what never began', document(long('</a>'))],
    ['white space', document(long(' \n'))],
    ['references', document(`<dialog id="1"><state>${long('&amp;')}</state></dialog>`)]
  ])('and is made of %s costs no more than its length', (_, body) => {
    expect(parseDialogInfo(body)?.dialogs ?? []).toEqual([])
  })

  it('and has dialogs without number is read as far as a phone can have them', () => {
    const dialogs = parseDialogInfo(document(long(dialog)))?.dialogs
    expect(dialogs?.length).toBeLessThanOrEqual(200)
    expect(dialogs?.length).toBeGreaterThan(0)
  })

  it('and names what every object has changes no object', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString'])
      parseDialogInfo(document(`<${name}><state>early</state></${name}><dialog ${name}="x"/>`))
    expect(({} as { state?: unknown }).state).toBeUndefined()
    expect(parseDialogInfo(document(dialog.replace('"1"', '"__proto__"')))?.dialogs).toEqual([
      { id: '__proto__', state: 'confirmed' }
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dialableNumber } from '@contract/telephony/phone-number'

describe('what is dialled for what was typed or pasted', () => {
  it.each([
    ['744', '744'],
    ['  +44 20 7946-0142 ', '+442079460142'],
    ['+44 (0)20 7946 0142', '+442079460142'],
    ['(0)20 7946 0142', '02079460142'],
    ['(212) 555-0147', '2125550147'],
    ['212.555.0147', '2125550147'],
    ['+1 212 555 0147', '+12125550147'],
    ['\u202d+1 212 555\u20110147\u202c', '+12125550147'],
    ['tel:+1-212-555-0147', '+12125550147'],
    ['tel:7042;phone-context=example.com', '7042'],
    ['sip:anna.weber@pbx.example.com;transport=tcp', 'anna.weber'],
    ['sips:744@pbx.example.com', '744'],
    ['*67744', '*67744'],
    ['#31#5550142', '#31#5550142'],
    ['adam', 'adam']
  ])('%j is %s', (text, number) => {
    expect(dialableNumber(text)).toBe(number)
  })

  it.each([
    '',
    '   ',
    '+',
    '@pbx',
    'call me',
    '12\r\nVia: x',
    'a<b>',
    'ü',
    '1'.repeat(65),
    '+*7+4'
  ])('%j is nothing to dial', (text) => {
    expect(dialableNumber(text)).toBeNull()
  })

  it('is never more than one word of harmless characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const number = dialableNumber(text)
        if (number !== null) expect(number).toMatch(/^[A-Za-z0-9.+*#_-]{1,64}$/)
      }),
      { numRuns: 5_000 }
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseAddress,
  parseCSeq,
  parseVia,
  splitOutside,
  userOf
} from '../../../src-main/demo-pbx/sip/header-values'

describe('parseAddress', () => {
  test.each([
    ['<sip:a@b>;tag=1', '', 'sip:a@b', '1'],
    ['"Adam, \\"the\\" <boss>" <sip:a@b;lr>;TAG=2', 'Adam, "the" <boss>', 'sip:a@b;lr', '2'],
    ['Adam Smith <sip:a@b>', 'Adam Smith', 'sip:a@b', undefined],
    ['sip:a@b;tag=3', '', 'sip:a@b', '3']
  ])('%s', (value, displayName, uri, tag) => {
    const address = parseAddress(value)
    expect(address).toMatchObject({ displayName, uri })
    expect(address.parameters.get('tag')).toBe(tag)
  })
})

test.each([
  ['sip:*90744@127.0.0.1', '*90744'],
  ['sip:%2390744@127.0.0.1:5060;transport=tcp', '#90744'],
  ['SIP:adam:secret@host', 'adam'],
  ['sip:744;phone-context=x@host', '744'],
  ['tel:+15550142;ext=1', '+15550142'],
  ['sip:127.0.0.1', ''],
  ['sip:%zz@host', ''],
  ['nonsense', '']
])('the user of %s is "%s"', (uri, user) => {
  expect(userOf(uri)).toBe(user)
})

describe('parseVia', () => {
  test('reads the topmost value', () => {
    const via = parseVia('SIP / 2.0 / udp [::1]:5070 ;branch=z9hG4bK1;rport, SIP/2.0/TCP other')
    expect(via).toMatchObject({ transport: 'UDP', host: '[::1]', port: 5_070 })
    expect([...(via?.parameters ?? [])]).toEqual([
      ['branch', 'z9hG4bK1'],
      ['rport', '']
    ])
  })

  test.each(['', 'SIP/2.0/UDP', 'SIP/3.0/UDP host', 'host:5060'])('refuses "%s"', (value) => {
    expect(parseVia(value)).toBeUndefined()
  })
})

test.each([
  ['7 INVITE', { number: 7, method: 'INVITE' }],
  ['INVITE 7', undefined],
  ['-1 INVITE', undefined],
  ['7', undefined]
])('CSeq "%s"', (value, cseq) => {
  expect(parseCSeq(value)).toEqual(cseq)
})

test('no text makes any of them throw', () => {
  const sipLike = fc.string({ unit: fc.constantFrom(...Array.from('<>";,=:@%\\ sip/2.0\t\n#*aé')) })
  fc.assert(
    fc.property(sipLike, (text) => {
      splitOutside(text, ',')
      parseAddress(text)
      parseVia(text)
      parseCSeq(text)
      userOf(text)
      userOf(`sip:${text}@host`)
    })
  )
})

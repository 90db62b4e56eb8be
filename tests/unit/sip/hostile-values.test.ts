import { describe, expect, it } from 'vitest'
import { parseHeaderFields } from '../../../src-main/sip/message/header-field'
import { parseVia, responseDestination, stampReceived } from '../../../src-main/sip/message/via'

/** What the fuzzer found, each with the shortest input that showed it. */
describe('a header field', () => {
  it.each(['constructor', 'toString', '__proto__', 'valueOf'])('may be called %s', (name) => {
    expect(parseHeaderFields([`${name}: x`])).toEqual([{ name: name.toLowerCase(), value: 'x' }])
  })

  it.each(['a\nX-Evil: 1', 'a\rX-Evil: 1', 'a\n\rX-Evil: 1'])('has one line: %j', (value) => {
    expect(parseHeaderFields([`To: ${value}`])).toEqual([{ name: 'to', value: 'a X-Evil: 1' }])
  })
})

describe('a response goes to where its request came from', () => {
  it.each([
    'SIP/2.0/UDP 192.0.2.1:5060;<![CDATA[branch=z9hG4bK1;rport',
    'SIP/2.0/UDP 192.0.2.1;branch="z9hG4bK1;rport',
    'SIP/2.0/UDP 192.0.2.1;rport.0.2.5',
    'SIP/2.0/UDP 192.0.2.1;received=192.0.2.66;branch=b;received=192.0.2.67'
  ])('whatever its Via says: %s', (value) => {
    const stamped = parseVia(stampReceived(value, { host: '198.51.100.7', port: 4_000 }))
    expect(stamped && responseDestination(stamped).host).toBe('198.51.100.7')
  })
})

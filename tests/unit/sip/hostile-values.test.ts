import { describe, expect, it } from 'vitest'
import { sipjsUri } from '../../../src-main/sip/flow/sipjs-message'
import { parseHeaderFields } from '../../../src-main/sip/message/header-field'
import { parseNameAddr } from '../../../src-main/sip/message/name-addr'
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

describe('a Contact that we send requests to', () => {
  it.each([
    ['<sip:744@pbx.example;x=a SIP/2.0;lr>', 'sip:744@pbx.example;lr'],
    ['<sip:744@pbx.example;u  ser=phone>', 'sip:744@pbx.example'],
    ['<sip:7 4@pbx.example>', 'sip:7%204@pbx.example']
  ])('%s cannot end the request line', (value, written) => {
    const { uri } = parseNameAddr(value)
    expect(uri && sipjsUri(uri).toRaw()).toBe(written)
  })

  it('has a host that is one', () => {
    expect(parseNameAddr('<sip:744@"\\pbx.example>').uri).toBeUndefined()
  })
})

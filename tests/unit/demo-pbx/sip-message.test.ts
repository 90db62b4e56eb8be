import { describe, expect, test } from 'vitest'
import {
  formatSipMessage,
  headerOf,
  headersOf,
  parseSipMessage
} from '../../../src-main/demo-pbx/sip/sip-message'

const register = [
  'REGISTER sip:127.0.0.1 SIP/2.0',
  'v: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK1',
  'Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bK0',
  'f: "Adam"',
  '  <sip:adam@127.0.0.1>;tag=a',
  't: <sip:adam@127.0.0.1>',
  'CALL-ID: 1@phone',
  'CSeq: 1 REGISTER',
  'l: 4',
  '',
  'bodyand more'
].join('\r\n')

describe('parseSipMessage', () => {
  test('reads a request with compact, folded and repeated headers and cuts the body', () => {
    const message = parseSipMessage(register)
    expect(message).toMatchObject({
      kind: 'request',
      method: 'REGISTER',
      requestUri: 'sip:127.0.0.1',
      body: 'body'
    })
    expect(headerOf(message!, 'From')).toBe('"Adam" <sip:adam@127.0.0.1>;tag=a')
    expect(headerOf(message!, 'i')).toBe('1@phone')
    expect(headersOf(message!, 'via')).toHaveLength(2)
  })

  test('reads a response without a reason phrase', () => {
    expect(parseSipMessage('SIP/2.0 200\r\nl: 0\r\n\r\n')).toMatchObject({
      kind: 'response',
      statusCode: 200,
      reasonPhrase: ''
    })
  })

  test.each([
    ['no end of head', 'OPTIONS sip:a SIP/2.0\r\nTo: x\r\n'],
    ['another protocol', 'GET / HTTP/1.1\r\n\r\n'],
    ['another version', 'OPTIONS sip:a SIP/3.0\r\n\r\n'],
    ['a header without a colon', 'OPTIONS sip:a SIP/2.0\r\nTo\r\n\r\n'],
    ['a body shorter than said', 'OPTIONS sip:a SIP/2.0\r\nl: 9\r\n\r\nbody'],
    ['a negative length', 'OPTIONS sip:a SIP/2.0\r\nl: -1\r\n\r\n'],
    ['noise', '\u0000\u0001\u0002\r\n\r\n']
  ])('refuses %s', (_, text) => {
    expect(parseSipMessage(text)).toBeUndefined()
  })

  test('counts the body in bytes, not characters', () => {
    const text = formatSipMessage({
      kind: 'response',
      statusCode: 200,
      reasonPhrase: 'OK',
      headers: [{ name: 'Content-Length', value: '999' }],
      body: 'Žofie'
    })
    expect(text).toContain('\r\nContent-Length: 6\r\n')
    expect(text.match(/Content-Length/g)).toHaveLength(1)
    expect(parseSipMessage(text)?.body).toBe('Žofie')
  })

  test('formats what it parsed so that it parses the same', () => {
    const message = parseSipMessage(register)!
    const again = parseSipMessage(formatSipMessage(message))!
    expect({ ...again, headers: [] }).toEqual({ ...message, headers: [] })
    expect(headerOf(again, 'from')).toBe(headerOf(message, 'from'))
  })
})

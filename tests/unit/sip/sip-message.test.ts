import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerValues, parseSipMessage } from '../../../src-main/sip/message/sip-message'

const notify = [
  'NOTIFY sip:adam@192.0.2.7:40000;transport=udp SIP/2.0',
  'v: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa;rport, SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKb',
  'f: Jürgen M. <tel:+491234>;tag=from',
  'To: "Adam" <sip:adam@pbx.example>;tag=to',
  'i: call-1',
  'CSeq: 7 NOTIFY',
  'o: dialog',
  'l: 4',
  '',
  'bödy and more'
].join('\r\n')

describe('a SIP message', () => {
  it('is read with compact names, two Vias in one line and a name that should be quoted', () => {
    const message = parseSipMessage(notify)
    expect(message).toMatchObject({
      startLine: { kind: 'request', requestUri: 'sip:adam@192.0.2.7:40000;transport=udp' },
      method: 'NOTIFY',
      branch: 'z9hG4bKa',
      topVia: { host: '192.0.2.1', port: 5060 },
      callId: 'call-1',
      cseqNumber: 7,
      fromTag: 'from',
      toTag: 'to',
      truncated: false
    })
    expect(headerValues(message?.headers ?? [], 'via')).toHaveLength(2)
  })

  it('has as many bytes of body as Content-Length says, not characters', () => {
    expect(parseSipMessage(notify)?.body).toBe('böd')
    expect(parseSipMessage(notify.replace('l: 4', 'l: 99'))).toMatchObject({ truncated: true })
  })

  it('without Content-Length has the whole datagram as body', () => {
    expect(parseSipMessage(notify.replace('l: 4\r\n', ''))?.body).toBe('bödy and more')
  })

  it('may be preceded by line ends', () => {
    expect(parseSipMessage(`\r\n\r\n${notify}`)?.method).toBe('NOTIFY')
  })

  it.each([
    ['SIP/2.0 200 OK', 200, 'OK'],
    ['SIP/2.0 200 ', 200, ''],
    ['SIP/2.0 200', 200, ''],
    ['SIP/2.0 403 Prohibé ici', 403, 'Prohibé ici'],
    ['sip/2.0 183 Session Progress', 183, 'Session Progress']
  ])('may begin with "%s"', (line, statusCode, reasonPhrase) => {
    const response = notify.replace(/^.*\r\n/, `${line}\r\n`)
    expect(parseSipMessage(response)?.startLine).toEqual({
      kind: 'response',
      statusCode,
      reasonPhrase
    })
  })

  it.each(['via', 'from', 'to', 'call-id', 'cseq'])('needs %s', (name) => {
    const compact = { via: 'v', from: 'f', to: 'To', 'call-id': 'i', cseq: 'CSeq' }[name] ?? ''
    expect(parseSipMessage(notify.replace(`\r\n${compact}:`, '\r\nX:'))).toBeUndefined()
  })

  it.each([
    ['another method in CSeq', notify.replace('7 NOTIFY', '7 BYE')],
    ['a start line of something else', notify.replace(/^.*\r\n/, 'GET / HTTP/1.1\r\n')],
    ['a status that SIP does not have', notify.replace(/^.*\r\n/, 'SIP/2.0 999 Odd\r\n')],
    ['a Via without a branch', notify.replaceAll(/;branch=\w+/g, '')],
    ['no blank line', notify.replace('\r\n\r\n', '\r\n')],
    ['nothing', '']
  ])('is none with %s', (_, text) => {
    expect(parseSipMessage(text)).toBeUndefined()
  })

  it('never throws, whatever arrives', () => {
    const bytes = Buffer.from(notify)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (garbage) => {
        parseSipMessage(garbage)
      })
    )
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ maxLength: 20 }), (at, garbage) => {
        parseSipMessage(Buffer.concat([bytes.subarray(0, at), garbage, bytes.subarray(at)]))
        parseSipMessage(bytes.subarray(0, at))
      })
    )
  })
})

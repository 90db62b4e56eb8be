import { InviteClientTransaction, NameAddrHeader, Timers, URI } from 'sip.js/lib/core/index.js'
import { describe, expect, it } from 'vitest'
import { repairSipjs, setTransactionTimers } from '../../../src-main/sip/flow/sipjs-repairs'
import { sipjsRequest, sipjsResponse, sipjsUri } from '../../../src-main/sip/flow/sipjs-message'
import { parseSipMessage } from '../../../src-main/sip/message/sip-message'
import { parseSipUri } from '../../../src-main/sip/message/sip-uri'

const source = { host: '192.0.2.1', port: 5060 }
const contact = new URI('sip', 'adam', '192.0.2.7', 40_000)
const parse = (...lines: string[]) => {
  const message = parseSipMessage(
    [...lines, 'Call-ID: c', 'To: <sip:a@x>;tag=2', 'From: <tel:+1>;tag=1', '', 'v=0'].join('\r\n')
  )
  if (!message) throw new Error('not a message')
  return message
}
const notify = parse(
  'NOTIFY tel:+4912 SIP/2.0',
  'Via: SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1, SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK2',
  'CSeq: 4 NOTIFY',
  'Event: dialog;id=1',
  'Subscription-State: active;expires=90',
  'Content-Type: application/dialog-info+xml;charset=utf-8',
  'Record-Route: <sip:192.0.2.1;lr>, <sip:192.0.2.2;lr>'
)

describe('a request given to sip.js', () => {
  const request = sipjsRequest(notify, source, contact)

  it('is for us, whoever the Request-URI names', () => {
    expect(request).toMatchObject({ method: 'NOTIFY', ruri: { user: 'adam', scheme: 'sip' } })
  })

  it('says in its Via where it came from, and leaves the others alone', () => {
    expect(request.getHeaders('via')).toEqual([
      'SIP/2.0/UDP 10.0.0.1:5060;received=192.0.2.1;rport=5060;branch=z9hG4bK1',
      'SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK2'
    ])
    expect(request.viaBranch).toBe('z9hG4bK1')
  })

  it('has the parsed headers that sip.js asks for, without its grammar', () => {
    expect(request.parseHeader('Event')).toEqual({ event: 'dialog' })
    expect(request.parseHeader('Subscription-State')).toEqual({ state: 'active', expires: 90 })
    expect(request.parseHeader('Content-Type')).toBe('application/dialog-info+xml')
    expect(request.getHeaders('record-route')).toHaveLength(2)
    expect(request).toMatchObject({ fromTag: '1', toTag: '2', callId: 'c', cseq: 4, body: 'v=0' })
  })

  it('without a Contact has the address it came from', () => {
    const parsed: unknown = request.parseHeader('contact')
    expect(parsed).toBeInstanceOf(NameAddrHeader)
    expect(String(parsed)).toBe('<sip:192.0.2.1:5060>')
  })
})

describe('a response given to sip.js', () => {
  it('keeps every challenge', () => {
    const response = sipjsResponse(
      parse(
        'SIP/2.0 401 Unauthorized',
        'Via: SIP/2.0/UDP a;branch=b',
        'CSeq: 1 INVITE',
        'WWW-Authenticate: Digest realm="a", nonce="1", algorithm=MD5',
        'WWW-Authenticate: Digest realm="a", nonce="2", qop=auth, algorithm="SHA-256"'
      ),
      source
    )
    expect(response.statusCode).toBe(401)
    expect(response.getHeaders('www-authenticate')).toHaveLength(2)
  })

  it('with a body of no type has the type that it looks like', () => {
    const response = sipjsResponse(
      parse('SIP/2.0 200 OK', 'Via: SIP/2.0/UDP a;branch=b', 'CSeq: 1 INVITE'),
      source
    )
    expect(response.parseHeader('Content-Type')).toBe('application/sdp')
  })
})

describe('a URI given to sip.js', () => {
  it.each([
    ['sip:100%@x', 'sip:100%25@x'],
    ['sip:%2312@x:5070;ob', 'sip:%2312@x:5070;ob'],
    ['sip:[::1]:7;transport=TCP', 'sip:[::1]:7;transport=TCP'],
    ['sips:a@x', 'sips:a@x']
  ])('%s is written as %s', (text, written) => {
    const uri = parseSipUri(text)
    expect(uri && sipjsUri(uri).toRaw()).toBe(written)
  })
})

describe('sip.js, repaired', () => {
  it('has the timers of RFC 3261 for a transport that loses messages', () => {
    setTransactionTimers({ t1Ms: 500, t2Ms: 4_000 })
    expect(Timers).toMatchObject({
      T1: 500,
      TIMER_B: 32_000,
      TIMER_D: 32_000,
      TIMER_F: 32_000,
      TIMER_I: 5_000,
      TIMER_J: 32_000,
      TIMER_K: 5_000
    })
  })

  it('does not throw from a timer, and says so', () => {
    repairSipjs()
    repairSipjs()
    const errors: string[] = []
    const timerB: unknown = Reflect.get(InviteClientTransaction.prototype, 'timerB')
    const broken = {
      id: '1',
      state: 'Calling',
      onRequestTimeout: () => {
        throw new Error('from the transaction user')
      },
      logger: { debug: () => {}, error: (text: string) => errors.push(text) }
    }
    if (typeof timerB !== 'function') throw new Error('no such timer')
    Reflect.apply(timerB, broken, [])
    expect(errors).toEqual([expect.stringContaining('from the transaction user')])
  })
})

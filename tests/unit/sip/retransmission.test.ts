import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseSipMessage, type SipMessage } from '../../../src-main/sip/message/sip-message'
import { Retransmission } from '../../../src-main/sip/transport/retransmission'

const message = (startLine: string, method: string, branch = 'z9hG4bK1'): SipMessage => {
  const parsed = parseSipMessage(
    `${startLine}\r\nVia: SIP/2.0/UDP a;branch=${branch}\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>\r\nCall-ID: c\r\nCSeq: 1 ${method}\r\n\r\n`
  )
  if (!parsed) throw new Error('not a message')
  return parsed
}
const request = (method: string, branch?: string) =>
  message(`${method} sip:b@x SIP/2.0`, method, branch)
const response = (status: number, method: string, branch?: string) =>
  message(`SIP/2.0 ${status} X`, method, branch)

describe('retransmission on UDP', () => {
  let retransmission: Retransmission
  let sentAt: number[]
  const send = (sent: SipMessage) => {
    retransmission.sent(sent, () => sentAt.push(performance.now()))
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    retransmission = new Retransmission({ t1Ms: 500, t2Ms: 4_000 })
    sentAt = []
  })
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('of an INVITE doubles without end, for 64*T1 (Timer A)', () => {
    send(request('INVITE'))
    vi.advanceTimersByTime(100_000)
    expect(sentAt).toEqual([500, 1_500, 3_500, 7_500, 15_500, 31_500])
  })

  it('of other requests doubles to T2 (Timer E)', () => {
    send(request('REGISTER'))
    vi.advanceTimersByTime(100_000)
    expect(sentAt).toEqual([
      500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500
    ])
  })

  it('of a refused INVITE goes on until the ACK (Timer G)', () => {
    send(response(486, 'INVITE'))
    vi.advanceTimersByTime(4_000)
    retransmission.received(request('ACK', 'z9hG4bKother'))
    vi.advanceTimersByTime(4_000)
    retransmission.received(request('ACK'))
    vi.advanceTimersByTime(100_000)
    expect(sentAt).toEqual([500, 1_500, 3_500, 7_500])
  })

  it('of an INVITE ends with any response', () => {
    send(request('INVITE'))
    retransmission.received(response(100, 'INVITE'))
    vi.advanceTimersByTime(100_000)
    expect(sentAt).toEqual([])
  })

  it('of other requests slows down with a provisional response and ends with a final one', () => {
    send(request('SUBSCRIBE'))
    retransmission.received(response(100, 'SUBSCRIBE'))
    vi.advanceTimersByTime(5_000)
    retransmission.received(response(200, 'SUBSCRIBE'))
    vi.advanceTimersByTime(100_000)
    expect(sentAt).toEqual([500, 4_500])
  })

  it('tells a CANCEL from its INVITE, which has the same branch', () => {
    send(request('INVITE'))
    send(request('CANCEL'))
    retransmission.received(response(200, 'CANCEL'))
    vi.advanceTimersByTime(500)
    expect(sentAt).toEqual([500])
    retransmission.stopAll()
  })

  it.each([
    ['an ACK', request('ACK')],
    ['a provisional response', response(180, 'INVITE')],
    ['a 2xx, which sip.js repeats itself', response(200, 'INVITE')],
    ['a response to another request', response(404, 'NOTIFY')]
  ])('does not happen to %s', (_, sent) => {
    send(sent)
    vi.advanceTimersByTime(100_000)
    expect(sentAt).toEqual([])
  })
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AnsweredRequests } from '../../../src-main/sip/flow/answered-requests'
import { parseSipMessage, type SipMessage } from '../../../src-main/sip/message/sip-message'

const timerJMs = 32_000

const message = (startLine: string, method: string, via: string): SipMessage => {
  const parsed = parseSipMessage(
    `${startLine}\r\nVia: SIP/2.0/UDP ${via}\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>;tag=2\r\nCall-ID: c\r\nCSeq: 7 ${method}\r\n\r\n`
  )
  if (!parsed) throw new Error('not a message')
  return parsed
}
const request = (method = 'NOTIFY', via = 'pbx;branch=z9hG4bK1') =>
  message(`${method} sip:b@x SIP/2.0`, method, via)
const response = (via = 'pbx:5060;received=192.0.2.1;branch=z9hG4bK1') =>
  message('SIP/2.0 200 OK', 'NOTIFY', via)

beforeEach(() => vi.useFakeTimers({ now: 0, toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

it('has the answer to the same branch, sent-by and method (RFC 3261 §17.2.3)', () => {
  const answered = new AnsweredRequests(timerJMs)
  answered.keep(response(), 'the answer')
  expect(answered.answerTo(request())).toBe('the answer')
  expect(answered.answerTo(request('INFO'))).toBeUndefined()
  expect(answered.answerTo(request('NOTIFY', 'pbx;branch=z9hG4bK2'))).toBeUndefined()
  expect(answered.answerTo(request('NOTIFY', 'other;branch=z9hG4bK1'))).toBeUndefined()
  expect(answered.answerTo(request('NOTIFY', 'pbx:5070;branch=z9hG4bK1'))).toBeUndefined()
})

it('forgets each answer after Timer J', () => {
  const answered = new AnsweredRequests(timerJMs)
  answered.keep(response(), 'the first')
  vi.advanceTimersByTime(timerJMs - 1)
  answered.keep(response('pbx;branch=z9hG4bK2'), 'the second')
  expect(answered.answerTo(request())).toBe('the first')
  vi.advanceTimersByTime(1)
  expect(answered.answerTo(request())).toBeUndefined()
  expect(answered.size).toBe(1)
})

it('keeps nothing where Timer J is 0, for nothing comes twice there', () => {
  const answered = new AnsweredRequests(0)
  answered.keep(response(), 'the answer')
  expect(answered.answerTo(request())).toBeUndefined()
  expect(answered.size).toBe(0)
})

import { afterEach, describe, expect, test } from 'vitest'
import {
  formatSipMessage,
  headerOf,
  type SipMessage
} from '../../../src-main/demo-pbx/sip/sip-message'
import type { DemoPbxSettings } from '../../../src-main/demo-pbx/demo-pbx'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { FakeClock } from '../../support/demo-pbx/fake-clock'
import { rawSdp } from '../../support/demo-pbx/raw-call'
import { RawSip, token } from '../../support/demo-pbx/raw-sip'
import { digestAnswer } from '../../support/phone/digest-answer'

const uri = 'sip:*90744@127.0.0.1'
const sdpType = 'Content-Type: application/sdp'

let clock: FakeClock
let desk: DemoDesk
let sip: RawSip

async function open(settings: Partial<DemoPbxSettings> = {}): Promise<void> {
  clock = new FakeClock()
  desk = await DemoDesk.open({ clock, ...settings })
  sip = await RawSip.open(desk.port)
}
afterEach(async () => {
  sip.close()
  await desk.close()
})

/** What came and was not taken, but for the 100s. */
const received = () =>
  sip.received.filter((message) => message.kind === 'request' || message.statusCode > 100)

const ringing = (message: SipMessage) =>
  message.kind === 'response' && message.statusCode === 180 ? message : undefined

const finalOf = (branch: string) => (message: SipMessage) =>
  message.kind === 'response' &&
  message.statusCode >= 200 &&
  headerOf(message, 'Via')?.includes(branch) === true
    ? message
    : undefined

/** An INVITE with credentials, ready to be sent as often as wanted. */
async function authorizedInvite() {
  const callId = token()
  const branch = `z9hG4bK${token()}`
  const challenged = await sip.request({
    method: 'INVITE',
    uri,
    callId,
    body: rawSdp(40_000),
    headers: [sdpType]
  })
  sip.ack({ method: 'ACK', uri }, callId, 1, challenged)
  const answer = digestAnswer(challenged, 'INVITE', uri, { user: 'adam', password: 'demo-adam' })!
  const headers = [sdpType, `${answer.name}: ${answer.value}`]
  const outline = { method: 'INVITE', uri, callId, branch, cseq: 2, headers, body: rawSdp(40_000) }
  return { callId, branch, outline, text: sip.format(outline) }
}

describe('an INVITE that is sent twice', () => {
  test('is one call, and gets the same answer twice', async () => {
    await open()
    const { branch, text } = await authorizedInvite()
    sip.send(text)
    const first = await sip.next(finalOf(branch))
    sip.send(text)
    const second = await sip.next(finalOf(branch))
    expect(first.statusCode).toBe(200)
    expect(formatSipMessage(second)).toBe(formatSipMessage(first))
  })
})

describe('the 200 to an INVITE', () => {
  test('is repeated at growing pauses until the ACK comes', async () => {
    await open()
    const { branch, callId, text } = await authorizedInvite()
    sip.send(text)
    const first = await sip.next(finalOf(branch))
    for (const pauseMs of [500, 1_000, 2_000, 4_000, 4_000]) {
      clock.advance(pauseMs - 1)
      await sip.roundTrip()
      expect(sip.received.some((message) => finalOf(branch)(message))).toBe(false)
      clock.advance(1)
      expect(await sip.next(finalOf(branch))).toEqual(first)
    }
    // Another dialog's ACK must not stop it.
    sip.ack({ method: 'ACK', uri, fromTag: 'other' }, callId, 2, first)
    await sip.roundTrip()
    clock.advance(4_000)
    expect(await sip.next(finalOf(branch))).toEqual(first)

    sip.ack({ method: 'ACK', uri }, callId, 2, first)
    await sip.roundTrip()
    clock.advance(60_000)
    await sip.roundTrip()
    expect(received()).toEqual([])
  })

  test('that is never acknowledged ends in a BYE after 32 s', async () => {
    await open()
    const { branch, text } = await authorizedInvite()
    sip.send(text)
    await sip.next(finalOf(branch))
    clock.advance(31_999)
    await sip.roundTrip()
    expect(sip.received.filter(({ kind }) => kind === 'request')).toEqual([])
    clock.advance(1)
    expect(headerOf(await sip.nextRequest('BYE'), 'Reason')).toContain('cause=102')
  })
})

test('a refusal is repeated too, and stops at its ACK', async () => {
  await open()
  const branch = `z9hG4bK${token()}`
  const callId = token()
  const challenged = await sip.request({ method: 'INVITE', uri, callId, branch })
  clock.advance(500)
  expect(await sip.next(finalOf(branch))).toEqual(challenged)
  sip.ack({ method: 'ACK', uri, branch }, callId, 1, challenged)
  await sip.roundTrip()
  clock.advance(10_000)
  await sip.roundTrip()
  expect(received()).toEqual([])
})

describe('CANCEL', () => {
  test('before the answer: 200 to it, 487 to the INVITE, and no call', async () => {
    await open({ answerAfterMs: 1_000 })
    const { branch, callId, outline, text } = await authorizedInvite()
    sip.send(text)
    await sip.next(ringing)
    const invited = sip.nextResponse(branch, 'INVITE')
    const cancelled = await sip.request({ ...outline, method: 'CANCEL', headers: [], body: '' })
    expect(cancelled.statusCode).toBe(200)
    const refused = await invited
    expect(refused.statusCode).toBe(487)
    sip.ack({ method: 'ACK', uri, branch }, callId, 2, refused)
    await sip.roundTrip()

    clock.advance(1_000)
    // A second join overtakes nothing: when it is answered the first one would have been.
    const second = await authorizedInvite()
    sip.send(second.text)
    await sip.next(ringing)
    clock.advance(1_000)
    const answer = await sip.next(finalOf(second.branch))
    expect(answer.statusCode).toBe(200)
    sip.ack({ method: 'ACK', uri }, second.callId, 2, answer)
    desk.pbx.endCall('744')
    expect(headerOf(await sip.nextRequest('BYE'), 'Call-ID')).toBe(second.callId)
    await sip.roundTrip()
    expect(received()).toEqual([])
  })

  test('after the answer changes nothing; of an unknown INVITE it is refused', async () => {
    await open()
    const { branch, callId, outline, text } = await authorizedInvite()
    sip.send(text)
    const answer = await sip.next(finalOf(branch))
    sip.ack({ method: 'ACK', uri }, callId, 2, answer)
    const late = await sip.request({ ...outline, method: 'CANCEL', headers: [], body: '' })
    expect(late.statusCode).toBe(200)
    const to = headerOf(answer, 'To') ?? ''
    const alive = await sip.request({ method: 'INFO', uri, to, callId, cseq: 3 })
    expect(alive.statusCode).toBe(200)
    expect((await sip.request({ method: 'CANCEL', uri })).statusCode).toBe(481)
  })
})

test('a response over UDP goes where the Via says when there is no rport', async () => {
  await open()
  const other = await RawSip.open(desk.port)
  const branch = `z9hG4bK${token()}`
  const text = other
    .format({ method: 'OPTIONS', uri: 'sip:127.0.0.1', branch })
    .replace(';rport', '')
  sip.send(text)
  const answered = await other.nextResponse(branch, 'OPTIONS')
  expect(headerOf(answered, 'Via')).toContain(';received=127.0.0.1')
  other.close()
})

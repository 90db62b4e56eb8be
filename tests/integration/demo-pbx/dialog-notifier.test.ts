import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { headerOf, type SipRequest } from '../../../src-main/demo-pbx/sip/sip-message'
import { parseDialogInfo } from '../../../src-main/monitoring/parse-dialog-info'
import { FakeClock } from '../../support/demo-pbx/fake-clock'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { RawSip, token } from '../../support/demo-pbx/raw-sip'

const event = 'Event: dialog'
const accept = 'Accept: application/dialog-info+xml'

let clock: FakeClock
let desk: DemoDesk
let sip: RawSip

beforeEach(async () => {
  clock = new FakeClock()
  desk = await DemoDesk.open({ clock })
  sip = await RawSip.open(desk.port)
})
afterEach(async () => {
  sip.close()
  await desk.close()
})

const subscribe = (extension: string, headers: string[], callId = token()) =>
  sip.authorized({
    method: 'SUBSCRIBE',
    uri: `sip:${extension}@127.0.0.1`,
    callId,
    headers: [accept, ...headers]
  })

const state = (notify: SipRequest) => headerOf(notify, 'Subscription-State') ?? ''
const dialogs = (notify: SipRequest) => parseDialogInfo(notify.body)?.dialogs

describe('a subscription', () => {
  test('is told the full state at once: John talks to Emma', async () => {
    const accepted = await subscribe('744', [event, 'Expires: 600'])
    expect(accepted.statusCode).toBe(200)
    expect(headerOf(accepted, 'Expires')).toBe('600')
    const notify = await sip.nextRequest('NOTIFY')
    expect(state(notify)).toBe('active;expires=600')
    expect(headerOf(notify, 'Event')).toBe('dialog')
    expect(headerOf(notify, 'Content-Type')).toBe('application/dialog-info+xml')
    expect(parseDialogInfo(notify.body)).toMatchObject({
      state: 'full',
      entity: 'sip:744@127.0.0.1',
      version: 0
    })
    expect(dialogs(notify)).toMatchObject([
      {
        state: 'confirmed',
        direction: 'recipient',
        remote: { displayName: 'Emma Clarke', uri: 'sip:+15550142@127.0.0.1' }
      }
    ])
  })

  test('follows idle, ringing, talking and idle again', async () => {
    await subscribe('745', [event])
    const seen = [await sip.nextRequest('NOTIFY')]
    for (const order of [
      () => desk.pbx.ringAgent('745'),
      () => desk.pbx.callAgent('745'),
      () => desk.pbx.endCall('745')
    ]) {
      order()
      seen.push(await sip.nextRequest('NOTIFY'))
    }
    const states = seen.map((notify) => dialogs(notify)?.map((dialog) => dialog.state))
    expect(states).toEqual([[], ['early'], ['confirmed'], []])
    expect(seen.map((notify) => parseDialogInfo(notify.body)?.version)).toEqual([0, 1, 2, 3])
    expect(seen.map((notify) => headerOf(notify, 'CSeq'))).toEqual([
      '1 NOTIFY',
      '2 NOTIFY',
      '3 NOTIFY',
      '4 NOTIFY'
    ])
  })

  test('does not show the supervisor’s own leg', async () => {
    await subscribe('744', [event])
    await sip.nextRequest('NOTIFY')
    // The fake clock stands still, and so does the audio: only what SIP says matters here.
    await desk.join('*90744')
    desk.pbx.endCall('744')
    const next = await sip.nextRequest('NOTIFY')
    expect(parseDialogInfo(next.body)).toMatchObject({ version: 1, dialogs: [] })
  })

  test('is refreshed, expires with a last word, and is then unknown', async () => {
    const callId = token()
    const accepted = await subscribe('744', [event, 'Expires: 60'], callId)
    await sip.nextRequest('NOTIFY')
    const refresh = (cseq: number, expires: number) =>
      sip.request({
        method: 'SUBSCRIBE',
        uri: `sip:127.0.0.1:${desk.port}`,
        to: headerOf(accepted, 'To') ?? '',
        callId,
        cseq,
        headers: [event, accept, `Expires: ${expires}`]
      })
    await sip.roundTrip()
    clock.advance(50_000)
    expect((await refresh(3, 60)).statusCode).toBe(200)
    expect(state(await sip.nextRequest('NOTIFY'))).toBe('active;expires=60')
    await sip.roundTrip()
    clock.advance(59_000)
    expect((await refresh(4, 10)).statusCode).toBe(423)
    clock.advance(1_000)
    expect(state(await sip.nextRequest('NOTIFY'))).toBe('terminated;reason=timeout')
    expect((await refresh(5, 60)).statusCode).toBe(481)
  })

  test('ends when the watcher says so', async () => {
    const callId = token()
    const accepted = await subscribe('744', [event], callId)
    await sip.nextRequest('NOTIFY')
    const ended = await sip.request({
      method: 'SUBSCRIBE',
      uri: `sip:127.0.0.1:${desk.port}`,
      to: headerOf(accepted, 'To') ?? '',
      callId,
      cseq: 3,
      headers: [event, 'Expires: 0']
    })
    expect(headerOf(ended, 'Expires')).toBe('0')
    expect(state(await sip.nextRequest('NOTIFY'))).toMatch(/^terminated/)
  })

  test('is given up when the watcher does not know it any more', async () => {
    await subscribe('745', [event])
    await sip.nextRequest('NOTIFY', 481)
    await sip.roundTrip()
    desk.pbx.ringAgent('745')
    await sip.roundTrip()
    expect(sip.received).toEqual([])
  })

  test('repeats a NOTIFY that nobody answers, and gives up after 32 s', async () => {
    await subscribe('745', [event])
    const notify = (message: SipRequest | { kind: 'response' }) =>
      message.kind === 'request' && message.method === 'NOTIFY' ? message : undefined
    const first = await sip.next(notify)
    for (const pauseMs of [500, 1_000, 2_000, 4_000, 4_000]) {
      clock.advance(pauseMs)
      expect(await sip.next(notify)).toEqual(first)
    }
    clock.advance(32_000)
    await sip.roundTrip()
    sip.received.length = 0
    desk.pbx.ringAgent('745')
    await sip.roundTrip()
    expect(sip.received).toEqual([])
  })
})

test.each([
  ['another event', '744', ['Event: presence'], 489],
  ['no event', '744', [], 489],
  ['an extension that does not exist', '799', [event], 404],
  ['an extension of another customer', '2744', [event], 403],
  ['too short an interval', '744', [event, 'Expires: 5'], 423]
])('%s is refused', async (_, extension, headers, statusCode) => {
  expect((await subscribe(extension, headers)).statusCode).toBe(statusCode)
})

test('a watcher who does not understand dialog-info is refused', async () => {
  const refused = await sip.authorized({
    method: 'SUBSCRIBE',
    uri: 'sip:744@127.0.0.1',
    headers: [event, 'Accept: application/pidf+xml']
  })
  expect(refused.statusCode).toBe(406)
})

test('nobody watches without credentials', async () => {
  const challenged = await sip.request({
    method: 'SUBSCRIBE',
    uri: 'sip:744@127.0.0.1',
    headers: [event, accept]
  })
  expect(challenged.statusCode).toBe(401)
})

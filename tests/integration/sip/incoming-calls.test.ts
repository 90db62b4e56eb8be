import { afterEach, describe, expect, it } from 'vitest'
import { answeredElsewhere } from '@contract/telephony/reason'
import type { IncomingCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { callsUs } from '../../support/peer-caller'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerSdp } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia
let log: SpyLog

async function registered(
  transport: PeerTransport,
  timers: Partial<SipTimers> = {}
): Promise<void> {
  ;({ peer, account, media, log } = await registeredOn(transport, { timers }))
}
const nextCall = (): Promise<IncomingCall> =>
  new Promise((resolve) => {
    const remove = account.onIncomingCall((call) => {
      remove()
      resolve(call)
    })
    // A call is busy without a listener: another one stays.
    account.onIncomingCall(() => {})
  })
/** Registered, and a call has come in. */
async function called(
  transport: PeerTransport,
  timers?: Partial<SipTimers>,
  invite?: Parameters<typeof callsUs>[1]
) {
  await registered(transport, timers)
  const ringing = nextCall()
  const caller = callsUs(peer, invite)
  return { caller, call: await ringing }
}
const count = (statusCode: number): number =>
  peer.received.filter(
    (message) => message.statusCode === statusCode && message.method === 'INVITE'
  ).length

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe.each<PeerTransport>(['udp', 'tcp'])('a call that comes in over %s', (transport) => {
  it('rings, is answered, and hung up by us', async () => {
    await registered(transport)
    const ringing = nextCall()
    const caller = callsUs(peer)
    const trying = caller.next(100)
    const rings = caller.next(180)
    const call = await ringing
    expect(call.state).toEqual({ kind: 'early' })
    expect(call.direction).toBe('incoming')
    expect(call.remote).toEqual({ user: '744', host: 'pbx.example', displayName: 'Jane' })
    expect((await trying).parameter('to', 'tag')).toBeUndefined()
    const provisional = await rings
    expect(provisional.header('require')).toBe('')

    call.answer(media)
    const final = await caller.final
    expect(final.statusCode).toBe(200)
    expect(final.body).toBe(media.offer)
    expect(final.header('to')).toBe(provisional.header('to'))
    expect(final.contactUri).toContain('sip:adam@127.0.0.1')
    expect(final.header('allow')).toBe('ACK,BYE,CANCEL,INFO,INVITE,NOTIFY,OPTIONS,PRACK,UPDATE')
    expect(final.header('supported')).toBe('100rel, replaces, timer')
    await callIs(call, 'confirmed')
    caller.ack(final)
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local' } })
    expect((await bye).requestUri).toBe(`sip:peer@127.0.0.1:${peer.port};transport=${transport}`)
    expect((await bye).header('to')).toContain('tag=caller')
    await media.closed
    expect(media.log).toEqual([`accept offer ${answerSdp.length}`, 'close'])
    expect(log.warnings).toEqual([])
  })

  it('is ended by the caller, with a reason', async () => {
    const { call, caller } = await called(transport)
    call.answer(media)
    const final = await caller.final
    caller.ack(final)
    const headers = ['Reason: SIP;cause=200', 'Reason: Q.850;cause=16']
    expect((await caller.request('BYE', final, { headers })).statusCode).toBe(200)
    expect(call.state).toEqual({
      kind: 'terminated',
      end: { by: 'remote', reason: 'SIP;cause=200, Q.850;cause=16' }
    })
  })

  it.each([486, 603, 480] as const)('is rejected with %d', async (statusCode) => {
    const { call, caller } = await called(transport)
    call.reject(statusCode)
    const final = await caller.final
    caller.ack(final)
    expect(final.statusCode).toBe(statusCode)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local', statusCode } })
    call.answer(media)
    await media.closed
  })

  it('does not ring when it is rejected at once', async () => {
    await registered(transport)
    account.onIncomingCall((call) => call.reject(486))
    expect((await callsUs(peer).final).statusCode).toBe(486)
    expect(count(180)).toBe(0)
  })

  it('hears busy when nobody takes calls', async () => {
    await registered(transport)
    const caller = callsUs(peer)
    expect((await caller.final).statusCode).toBe(486)
    expect(count(180)).toBe(0)
  })

  it('leaves the offer to us: it is in the 200, and the answer in the ACK', async () => {
    const { call, caller } = await called(transport, {}, { body: '' })
    call.answer(media)
    const final = await caller.final
    expect(final.body).toBe(media.offer)
    expect(media.log).toEqual(['offer'])
    const answered = new Promise<string>((resolve) => {
      media.acceptAnswer = (sdp) => {
        resolve(sdp)
        return Promise.resolve()
      }
    })
    caller.ack(final, answerSdp)
    expect(await answered).toBe(answerSdp)
    expect(call.state.kind).toBe('confirmed')
  })

  it('without an answer in the ACK is hung up', async () => {
    const { call, caller } = await called(transport, {}, { body: '' })
    call.answer(media)
    const bye = peer.nextRequest('BYE')
    caller.ack(await caller.final)
    await bye
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'network' } })
  })

  it('with an SDP that the media cannot use is refused 488', async () => {
    const { call, caller } = await called(transport)
    media.refusesOffer = true
    call.answer(media)
    expect((await caller.final).statusCode).toBe(488)
    expect((await callIs(call, 'terminated')).end).toEqual({
      by: 'rejected',
      statusCode: 488,
      reasonPhrase: 'Not Acceptable Here'
    })
    await media.closed
  })

  it('is left by the caller, who says that it was answered elsewhere', async () => {
    await registered(transport)
    const ringing = nextCall()
    const caller = callsUs(peer)
    const rings = caller.next(180)
    const call = await ringing
    await rings
    const reason = 'SIP;cause=200;text="Call completed elsewhere"'
    expect((await caller.cancel([`Reason: ${reason}`])).statusCode).toBe(200)
    const final = await caller.final
    caller.ack(final)
    expect(final.statusCode).toBe(487)
    const { end } = await callIs(call, 'terminated')
    expect(end).toEqual({ by: 'remote', reason })
    expect(answeredElsewhere(end)).toBe(true)
  })

  it('is left while our answer is being made', async () => {
    const { call, caller } = await called(transport)
    let release: (sdp: string) => void = () => {}
    media.acceptOffer = () => new Promise((resolve) => (release = resolve))
    call.answer(media)
    await caller.cancel()
    expect((await caller.final).statusCode).toBe(487)
    release(media.offer)
    await media.closed
    expect(count(200)).toBe(0)
    expect(log.warnings).toEqual([])
  })

  it('stays answered when the CANCEL comes after the 200', async () => {
    const { call, caller } = await called(transport)
    call.answer(media)
    const final = await caller.final
    expect((await caller.cancel()).statusCode).toBe(200)
    caller.ack(final)
    expect((await caller.request('OPTIONS', final)).statusCode).toBe(200)
    expect(call.state.kind).toBe('confirmed')
    expect(count(487)).toBe(0)
  })

  it('whose 200 is never acknowledged is repeated and then hung up', async () => {
    const { call, caller } = await called(transport, { t1Ms: 10, t2Ms: 80 })
    const bye = peer.nextRequest('BYE')
    call.answer(media)
    await caller.final
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    await bye
    expect(count(200)).toBeGreaterThan(5)
  })

  it('is hung up only when its ACK is there', async () => {
    const { call, caller } = await called(transport)
    call.answer(media)
    const final = await caller.final
    call.hangUp()
    expect((await caller.request('OPTIONS', final)).statusCode).toBe(200)
    expect(peer.count('BYE')).toBe(0)
    const bye = peer.nextRequest('BYE')
    caller.ack(final)
    await bye
  })

  it.each<[string, { headers?: string[] }, number, [string, string]]>([
    [
      'demands an unknown extension',
      { headers: ['Require: timer, path', 'Require: foo'] },
      420,
      ['unsupported', 'path, foo']
    ],
    [
      'has a body that is no SDP',
      { headers: ['Content-Type: text/plain'] },
      415,
      ['accept', 'application/sdp']
    ],
    [
      'has an interval that is too small',
      { headers: ['Session-Expires: 30'] },
      422,
      ['min-se', '90']
    ]
  ])('that %s is refused', async (_what, { headers = [] }, statusCode, [header, value]) => {
    await registered(transport)
    account.onIncomingCall(() => {
      throw new Error('this must not ring')
    })
    const isTyped = headers.some((line) => line.startsWith('Content-Type'))
    const final = await callsUs(peer, { headers, ...(isTyped ? { body: 'v=0' } : {}) }).final
    expect(final.statusCode).toBe(statusCode)
    expect(final.header(header)).toBe(value)
    expect(log.warnings).toEqual([])
  })

  it('is one call, however often its INVITE comes', async () => {
    await registered(transport)
    const seen: IncomingCall[] = []
    account.onIncomingCall((call) => seen.push(call))
    const caller = callsUs(peer)
    await caller.next(180)
    const again = caller.next(180)
    peer.send(caller.invite.raw, caller.invite.source)
    await again
    expect(seen).toHaveLength(1)
  })

  it('is merged with the one that rings already', async () => {
    await registered(transport)
    const seen: IncomingCall[] = []
    account.onIncomingCall((call) => seen.push(call))
    const first = callsUs(peer)
    await first.next(180)
    const second = callsUs(peer, { callId: first.callId })
    expect((await second.final).statusCode).toBe(482)
    expect(seen).toHaveLength(1)
  })

  it('hears busy when eight others ring, and rings when one of them is gone', async () => {
    await registered(transport)
    const seen: IncomingCall[] = []
    account.onIncomingCall((call) => seen.push(call))
    const callers = Array.from({ length: 8 }, () => callsUs(peer))
    await Promise.all(callers.map((caller) => caller.next(180)))
    expect((await callsUs(peer).final).statusCode).toBe(486)
    seen[0]?.reject(480)
    await callers[0]?.final
    await callsUs(peer).next(180)
    expect(seen).toHaveLength(9)
  })

  it('ends when its Expires is over', async () => {
    const { call, caller } = await called(transport, {}, { headers: ['Expires: 1'] })
    expect((await caller.final).statusCode).toBe(487)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'network' } })
  })

  it('is rejected when the account stops', async () => {
    await registered(transport)
    const ringing = nextCall()
    const caller = callsUs(peer)
    const rings = caller.next(180)
    const call = await ringing
    await rings
    await account.stop()
    expect((await caller.final).statusCode).toBe(480)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local', statusCode: 480 } })
  })

  it('is one of several: the second waits while the first is up', async () => {
    await registered(transport)
    const calls: IncomingCall[] = []
    account.onIncomingCall((call) => calls.push(call))
    const answered = async (caller: ReturnType<typeof callsUs>): Promise<PeerMessage> => {
      const rings = caller.next(180)
      await rings
      calls.at(-1)?.answer(new FakeCallMedia())
      const final = await caller.final
      caller.ack(final)
      return final
    }
    const first = callsUs(peer)
    const firstFinal = await answered(first)
    const second = callsUs(peer, { from: '<sip:745@pbx.example>' })
    await answered(second)
    expect(calls.map(({ state }) => state.kind)).toEqual(['confirmed', 'confirmed'])
    await first.request('BYE', firstFinal)
    expect(calls.map(({ state }) => state.kind)).toEqual(['terminated', 'confirmed'])
    expect(calls[1]?.remote.user).toBe('745')
  })
})

describe('a call that comes in', () => {
  it('ends with the connection while it rings', async () => {
    await registered('tcp')
    const ringing = nextCall()
    const caller = callsUs(peer)
    const rings = caller.next(180)
    const call = await ringing
    await rings
    peer.dropConnections()
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
  })
})

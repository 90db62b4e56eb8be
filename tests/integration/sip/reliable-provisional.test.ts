import { afterEach, describe, expect, it } from 'vitest'
import type { IncomingCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { callsUs } from '../../support/peer-caller'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
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
const takeCalls = (): IncomingCall[] => {
  const calls: IncomingCall[] = []
  account.onIncomingCall((call) => calls.push(call))
  return calls
}
const rack = (provisional: PeerMessage): string =>
  `RAck: ${provisional.header('rseq')} ${provisional.cseq} INVITE`

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe.each<PeerTransport>(['udp', 'tcp'])('a 180 of ours over %s', (transport) => {
  it.each(['Supported: timer, 100rel', 'Require: 100rel'])(
    'is reliable for a caller with %s, and acknowledged by PRACK',
    async (header) => {
      await registered(transport)
      const calls = takeCalls()
      const caller = callsUs(peer, { headers: [header] })
      const rings = await caller.next(180)
      expect(rings.header('require')).toBe('100rel')
      expect(Number(rings.header('rseq'))).toBeGreaterThan(0)
      // Not acknowledged, it comes again as it was.
      const repeated = await caller.next(180)
      expect(repeated.header('rseq')).toBe(rings.header('rseq'))
      const acknowledged = await caller.request('PRACK', rings, { headers: [rack(rings)] })
      expect(acknowledged.statusCode).toBe(200)
      const again = await caller.request('PRACK', rings, { headers: [rack(rings)] })
      expect(again.statusCode).toBe(481)
      calls[0]?.answer(media)
      const final = await caller.final
      expect(final.statusCode).toBe(200)
      expect(final.header('to')).toBe(rings.header('to'))
      caller.ack(final)
      expect((await caller.request('BYE', final)).statusCode).toBe(200)
      expect(calls[0]?.state.kind).toBe('terminated')
    }
  )

  it('may be acknowledged after the call was answered', async () => {
    await registered(transport)
    const calls = takeCalls()
    const caller = callsUs(peer, { headers: ['Supported: 100rel'] })
    const rings = await caller.next(180)
    calls[0]?.answer(media)
    const final = await caller.final
    expect((await caller.request('PRACK', rings, { headers: [rack(rings)] })).statusCode).toBe(200)
    caller.ack(final)
    expect(calls[0]?.state.kind).toBe('confirmed')
  })

  it('of an INVITE without an offer is not reliable', async () => {
    await registered(transport)
    takeCalls()
    const caller = callsUs(peer, { headers: ['Supported: 100rel'], body: '' })
    expect((await caller.next(180)).header('require')).toBe('')
  })

  it('of an INVITE without an offer that demands it is not sent, since it would have to carry ours', async () => {
    await registered(transport)
    const calls = takeCalls()
    const caller = callsUs(peer, { headers: ['Require: 100rel'], body: '' })
    await caller.next(100)
    calls[0]?.answer(media)
    const final = await caller.final
    expect(final.body).toBe(media.offer)
    caller.ack(final, answerSdp)
    const provisional = peer.received.filter(({ statusCode }) => statusCode === 180)
    expect(provisional).toEqual([])
  })

  it('that is never acknowledged ends the call', async () => {
    await registered(transport, { t1Ms: 10 })
    const calls = takeCalls()
    const caller = callsUs(peer, { headers: ['Require: 100rel'] })
    expect((await caller.final).statusCode).toBe(504)
    expect(calls[0]?.state).toEqual({ kind: 'terminated', end: { by: 'network' } })
  })

  it('makes a dialog that the caller can end, and in which it cannot offer anew', async () => {
    await registered(transport)
    const calls = takeCalls()
    const caller = callsUs(peer)
    const rings = await caller.next(180)
    const refused = await caller.request('UPDATE', rings, { body: answerSdp })
    expect(refused.statusCode).toBe(500)
    expect(refused.header('retry-after')).toBe('1')
    expect((await caller.request('UPDATE', rings)).statusCode).toBe(200)
    expect((await caller.request('BYE', rings)).statusCode).toBe(200)
    expect((await caller.final).statusCode).toBe(487)
    expect(calls[0]?.state).toEqual({ kind: 'terminated', end: { by: 'remote' } })
  })
})

describe.each<PeerTransport>(['udp', 'tcp'])('what the PBX sends early over %s', (transport) => {
  const progress = (invite: PeerMessage, toTag: string, body: string, headers: string[] = []) =>
    peer.respond(invite, '183 Session Progress', {
      headers: [`Contact: ${peer.contact}`, ...headers],
      toTag,
      ...(body === '' ? {} : { contentType: 'application/sdp', body })
    })
  const answer = (invite: PeerMessage, toTag: string, body: string) =>
    peer.respond(invite, '200 OK', {
      headers: [`Contact: ${peer.contact}`],
      toTag,
      ...(body === '' ? {} : { contentType: 'application/sdp', body })
    })
  const sdp = (port: number) => answerSdp.replace('4000', String(port))
  const updateOf = (invite: PeerMessage, body: string): string =>
    inDialogRequest(peer, invite, 'UPDATE', 1, {
      headers: ['Content-Type: application/sdp'],
      body
    })
  /** Every answer that the media was given, as it comes. */
  const heard = (): string[] => {
    const ports: string[] = []
    media.acceptAnswer = (text) => {
      ports.push(/m=audio (\d+)/.exec(text)?.[1] ?? '')
      return Promise.resolve()
    }
    return ports
  }

  it('is acknowledged by PRACK when it is reliable, once', async () => {
    await registered(transport)
    const ports = heard()
    peer.on('PRACK', (request) => peer.respond(request, '200 OK'))
    peer.on('INVITE', (request) => {
      progress(request, 'a', sdp(4_000), ['Require: 100rel', 'RSeq: 41'])
      progress(request, 'a', sdp(4_000), ['Require: 100rel', 'RSeq: 41'])
    })
    const acknowledged = peer.nextRequest('PRACK')
    const call = account.invite('744', media)
    const prack = await acknowledged
    const [invite] = peer.requestsOf('INVITE')
    expect(prack.header('rack')).toBe(`41 ${invite?.cseq} INVITE`)
    expect(prack.header('to')).toContain('tag=a')
    expect(prack.cseq).toBe((invite?.cseq ?? 0) + 1)
    await callIs(call, 'early')
    if (invite) answer(invite, 'a', '')
    await callIs(call, 'confirmed')
    expect(peer.count('PRACK')).toBe(1)
    expect(ports).toEqual(['4000'])
    expect(log.warnings).toEqual([])
  })

  it('is heard at once, and the last fork that sends something', async () => {
    await registered(transport)
    const ports = heard()
    peer.on('INVITE', (request) => {
      progress(request, 'a', sdp(4_000))
      progress(request, 'b', '')
      progress(request, 'c', sdp(4_002))
    })
    const call = account.invite('744', media)
    await callIs(call, 'early')
    const invite = peer.first('INVITE')
    // The fork that answers wins, with what it said before.
    answer(invite, 'a', '')
    await callIs(call, 'confirmed')
    expect(ports).toEqual(['4000', '4002', '4000'])
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).header('to')).toContain('tag=a')
  })

  it('cannot be changed any more by a fork that did not win', async () => {
    await registered(transport)
    peer.on('INVITE', (request) => {
      progress(request, 'loser', sdp(4_000))
      answer(request, 'winner', sdp(4_002))
    })
    const call = account.invite('744', media)
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    const text = updateOf(invite, sdp(4_006)).replace('tag=peer', 'tag=loser')
    expect((await peer.request(text, invite.source)).statusCode).toBe(481)
    expect(media.log.some((entry) => entry.startsWith('accept offer'))).toBe(false)
  })

  it('does not count when the 200 answers differently', async () => {
    await registered(transport)
    const ports = heard()
    peer.on('INVITE', (request) => {
      progress(request, 'a', sdp(4_000))
      answer(request, 'a', sdp(4_004))
    })
    await callIs(account.invite('744', media), 'confirmed')
    expect(ports).toEqual(['4000', '4004'])
  })

  it('may be changed by UPDATE before the call is answered', async () => {
    await registered(transport)
    const offered = new Promise<string>((resolve) => {
      media.acceptOffer = (text) => {
        resolve(text)
        return Promise.resolve(media.offer)
      }
    })
    peer.on('PRACK', (request) => peer.respond(request, '200 OK'))
    peer.on('INVITE', (request) =>
      progress(request, 'peer', sdp(4_000), ['Require: 100rel', 'RSeq: 1'])
    )
    const call = account.invite('744', media)
    await callIs(call, 'early')
    const invite = peer.first('INVITE')
    const updated = await peer.request(updateOf(invite, sdp(4_006)), invite.source)
    expect(updated.statusCode).toBe(200)
    expect(updated.body).toBe(media.offer)
    expect(await offered).toBe(sdp(4_006))
    expect(call.state.kind).toBe('early')
  })

  it('cannot be changed while our offer has no answer', async () => {
    await registered(transport)
    peer.on('INVITE', (request) => progress(request, 'peer', ''))
    await callIs(account.invite('744', media), 'early')
    const invite = peer.first('INVITE')
    const refused = await peer.request(updateOf(invite, sdp(4_006)), invite.source)
    expect(refused.statusCode).toBe(491)
  })
})

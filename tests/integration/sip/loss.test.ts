import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import { acceptRegistrations, accountOn, answerCalls } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs
} from '../../support/sip-account-under-test'

/** The same losses in each run (Park and Miller's generator). */
function lossOf(share: number, seed: number): () => boolean {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 < share
  }
}

describe('a network that loses every fifth datagram each way', () => {
  let peer: ScriptedPeer
  let account: SipAccount
  afterEach(async () => {
    peer.loseIncoming = peer.loseOutgoing = () => false
    await account.stop()
    await peer.stop()
  })

  it('completes 60 calls of 60: set up, ACKed, and ended', async () => {
    peer = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
    acceptRegistrations(peer)
    answerCalls(peer)
    account = makeAccount(accountOn(peer, 'udp'), { timers: { dialogProbeMs: 60_000 } })
    peer.loseIncoming = lossOf(0.2, 11)
    peer.loseOutgoing = lossOf(0.2, 29)
    account.start()
    await registrationIs(account, 'registered')

    const ended = new Set<string>()
    const allEnded = new Promise<void>((resolve) => {
      peer.on('BYE', (request) => {
        ended.add(request.header('call-id'))
        peer.respond(request, '200 OK')
        if (ended.size === 60) resolve()
      })
    })
    const acked = new Set<string>()
    const allAcked = new Promise<void>((resolve) => {
      peer.on('ACK', (request) => {
        acked.add(request.header('call-id'))
        if (acked.size === 60) resolve()
      })
    })
    const calls = Array.from({ length: 60 }, (_, index) =>
      account.invite(String(700 + index), new FakeCallMedia())
    )
    await Promise.all(calls.map((call) => callIs(call, 'confirmed')))
    await allAcked
    for (const call of calls) call.hangUp()
    await allEnded
    // Lost messages were really repeated, and repetitions were no new transactions.
    expect(peer.count('INVITE')).toBe(60)
    expect(peer.requestsOf('INVITE').length).toBeGreaterThan(65)
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { Changes } from '../../support/changes'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
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

  it('completes 200 calls of 200: set up, ACKed, and ended', async () => {
    peer = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
    acceptRegistrations(peer)
    answerCalls(peer)
    account = makeAccount(accountOn(peer, 'udp'), { timers: { dialogProbeMs: 60_000 } })
    peer.loseIncoming = lossOf(0.2, 11)
    peer.loseOutgoing = lossOf(0.2, 29)
    account.start()
    await registrationIs(account, 'registered')

    const acked = new CallCount()
    const ended = new CallCount()
    peer
      .on('ACK', (request) => acked.add(request))
      .on('BYE', (request) => {
        peer.respond(request, '200 OK')
        ended.add(request)
      })
    for (let batch = 1; batch <= 4; batch++) {
      const calls = Array.from({ length: 50 }, (_, index) =>
        account.invite(String(batch * 100 + index), new FakeCallMedia())
      )
      await Promise.all(calls.map((call) => callIs(call, 'confirmed')))
      await acked.reaches(50 * batch)
      for (const call of calls) call.hangUp()
      await ended.reaches(50 * batch)
    }
    // Lost messages were really repeated, and repetitions were no new transactions.
    expect(peer.count('INVITE')).toBe(200)
    expect(peer.arrivalsOf('INVITE').length).toBeGreaterThan(220)
  }, 60_000)
})

/** Calls of which something was seen, however often. */
class CallCount {
  private readonly callIds = new Set<string>()
  private readonly changes = new Changes()

  add(request: PeerMessage): void {
    this.callIds.add(request.header('call-id'))
    this.changes.tell()
  }

  async reaches(count: number): Promise<void> {
    await this.changes.until(`${count} calls`, 30_000, () =>
      this.callIds.size >= count ? true : undefined
    )
  }
}

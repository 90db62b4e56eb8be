import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { epochMs } from '../../support/phone/clock'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import { acceptRegistrations, accountOn, manager } from '../../support/scripted-peer-roles'
import { makeAccount, registrationIs } from '../../support/sip-account-under-test'

const losses = 100
/** the longest that a first attempt waits; `stableMs` makes each loss a first one */
const backoffMinMs = 50

/**
 * How each of a hundred losses is made, and what the account notices of it. Everything else is as in the product, only
 * quicker: the pause, its chance, a new flow, and a REGISTER on it.
 */
const ways = [
  {
    name: 'its connection is dropped',
    transport: 'tcp',
    unanswered: 0,
    lose: (peer: ScriptedPeer) => peer.dropConnections()
  },
  {
    name: 'the PBX no longer answers a refresh',
    transport: 'udp',
    // The refresh.
    unanswered: losses,
    lose: (peer: ScriptedPeer, account: SipAccount) => {
      peer.loseIncoming = () => true
      account.changePassword(manager.password)
    }
  }
] as const satisfies readonly {
  name: string
  transport: PeerTransport
  /** before the account begins to retry */
  unanswered: number
  lose: (peer: ScriptedPeer, account: SipAccount) => void
}[]

describe.each(ways)(
  'a registration that is lost because $name',
  ({ transport, unanswered, lose }) => {
    let peer: ScriptedPeer
    let account: SipAccount
    afterEach(async () => {
      await account.stop()
      await peer.stop()
    })

    it(`is regained ${losses} times of ${losses}, after a pause and without a storm`, async () => {
      peer = await ScriptedPeer.start({ transport, t1Ms: 50 })
      acceptRegistrations(peer)
      account = makeAccount(accountOn(peer, transport), {
        timers: { backoffMinMs, backoffMaxMs: 400, stableMs: 0, answerTimeoutMs: 100 }
      })
      account.start()
      await registrationIs(account, 'registered')
      const tookMs: number[] = []
      let retries = 0
      account.onRegistration(({ kind }) => {
        if (kind === 'retrying') retries += 1
      })
      for (let loss = 0; loss < losses; loss++) {
        const lost = registrationIs(account, 'retrying')
        lose(peer, account)
        await lost
        peer.loseIncoming = () => false
        const since = epochMs()
        await registrationIs(account, 'registered')
        tookMs.push(epochMs() - since)
      }
      // Half of the pause is chance, the other half is not.
      expect(Math.min(...tookMs)).toBeGreaterThan(backoffMinMs / 2 - 5)
      // A busy machine may be too late for an answer now and then; each pause is followed by one REGISTER also then.
      expect(peer.count('REGISTER')).toBe(1 + unanswered + retries)
      expect(retries).toBeLessThan(1.2 * losses)
    }, 60_000)
  }
)

import type { SipAccount } from '../../src-main/sip/sip-account'
import type { SipTimers } from '../../src-main/sip/sip-timers'
import type { RouteSource } from '../../src-main/sip/transport/route-source'
import { ScriptedPeer, type PeerTransport } from './scripted-peer'
import {
  acceptRegistrations,
  acceptSubscriptions,
  accountOn,
  answerCalls
} from './scripted-peer-roles'
import { FakeCallMedia, makeAccount, registrationIs, SpyLog } from './sip-account-under-test'

/** An account that is registered on a peer which takes registrations, subscriptions and calls. */
export interface RegisteredAccount {
  readonly peer: ScriptedPeer
  readonly account: SipAccount
  readonly media: FakeCallMedia
  readonly log: SpyLog
}

export async function registeredOn(
  transport: PeerTransport,
  options: { timers?: Partial<SipTimers>; routeSource?: RouteSource } = {}
): Promise<RegisteredAccount> {
  const log = new SpyLog()
  const peer = await ScriptedPeer.start({ transport, t1Ms: 50 })
  acceptRegistrations(peer)
  acceptSubscriptions(peer)
  answerCalls(peer)
  const account = makeAccount(accountOn(peer, transport), { ...options, log })
  account.start()
  await registrationIs(account, 'registered')
  return { peer, account, media: new FakeCallMedia(), log }
}

import type { SipAccount } from '../../src-main/sip/sip-account'
import { ScriptedPeer, type PeerTransport } from './scripted-peer'
import {
  acceptRegistrations,
  acceptSubscriptions,
  accountOn,
  answerCalls
} from './scripted-peer-roles'
import {
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog,
  type AccountOptions
} from './sip-account-under-test'

/** An account that is registered on a peer which takes registrations, subscriptions and calls. */
export interface RegisteredAccount {
  readonly peer: ScriptedPeer
  readonly account: SipAccount
  readonly media: FakeCallMedia
  readonly log: SpyLog
}

export async function registeredOn(
  transport: PeerTransport,
  { log = new SpyLog(), ...options }: AccountOptions = {}
): Promise<RegisteredAccount> {
  const peer = await ScriptedPeer.start({ transport, t1Ms: 50 })
  acceptRegistrations(peer)
  acceptSubscriptions(peer)
  answerCalls(peer)
  const account = makeAccount(accountOn(peer, transport), { ...options, log })
  account.start()
  await registrationIs(account, 'registered')
  return { peer, account, media: new FakeCallMedia(), log }
}

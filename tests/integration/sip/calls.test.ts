import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import { acceptRegistrations, accountOn, answerCalls } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs
} from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
afterEach(async () => {
  await account.stop()
  await peer.stop()
})
describe.each<PeerTransport>(['udp', 'tcp'])('a call over %s', (transport) => {
  it('is answered and hung up', async () => {
    peer = await ScriptedPeer.start({ transport, t1Ms: 50 })
    acceptRegistrations(peer)
    answerCalls(peer)
    account = makeAccount(accountOn(peer, transport))
    account.start()
    await registrationIs(account, 'registered')
    const media = new FakeCallMedia()
    const call = account.invite('*90744', media)
    await callIs(call, 'confirmed')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    await bye
    await media.closed
    expect(peer.requestsOf('INVITE')[0]?.requestUri).toBe('sip:*90744@pbx.example')
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import {
  challengeValue,
  answersChallenge,
  type PeerChallenge,
  type PeerMessage
} from '../../support/scripted-peer-message'
import {
  acceptRegister,
  acceptSubscribe,
  accountOn,
  answerCall,
  answerCalls,
  manager
} from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog,
  SubscriptionEvents
} from '../../support/sip-account-under-test'

const challenge: PeerChallenge = { algorithm: 'SHA-256', realm: 'pbx', nonce: 'n1', qop: 'auth' }
const log = new SpyLog()
let peer: ScriptedPeer
let account: SipAccount
/** what the PBX takes now */
let password: string

/** Challenges everything that does not have the password of the moment. */
function guarded(accept: (request: PeerMessage) => void): (request: PeerMessage) => void {
  return (request) => {
    const isRight = request.all('authorization').some((value) =>
      answersChallenge(value, request.method, request.requestUri, challenge, {
        username: manager.username,
        password
      })
    )
    if (isRight) accept(request)
    else
      peer.respond(request, '401 Unauthorized', {
        headers: [`WWW-Authenticate: ${challengeValue(challenge)}`]
      })
  }
}

beforeEach(async () => {
  password = 'old'
  peer = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
  answerCalls(peer)
  peer
    .on(
      'REGISTER',
      guarded((request) => acceptRegister(peer, request))
    )
    .on(
      'SUBSCRIBE',
      guarded((request) => acceptSubscribe(peer, request))
    )
    .on(
      'INVITE',
      guarded((request) => answerCall(peer, request))
    )
  account = makeAccount(accountOn(peer, 'udp'), { log, password: 'old' })
  account.start()
})
afterEach(async () => {
  await account.stop()
  await peer.stop()
  expect(log.warnings).toEqual([])
})

describe('a password that is changed', () => {
  it('registers again on the same flow, and neither the call nor the lamps notice', async () => {
    await registrationIs(account, 'registered')
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const kinds: string[] = []
    account.onRegistration(({ kind }) => kinds.push(kind))

    password = 'new'
    const before = peer.requestsOf('REGISTER').at(-1)
    const renewed = new Promise((resolve) => account.onRegistration(resolve))
    account.changePassword('new')
    await renewed
    const after = peer.requestsOf('REGISTER').at(-1)
    expect(after?.contactUri).toBe(before?.contactUri)
    expect(kinds).toEqual(['registered'])
    expect(call.state.kind).toBe('confirmed')
    expect(events.seen.map(({ type }) => type)).toEqual(['notify'])

    // What is asked for from now on has the new one, and a call before it can still be ended.
    const second = new SubscriptionEvents()
    account.subscribeDialog('745', second.listener)
    await second.until('notify')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    await bye
  })

  it('is tried at once when the old one was refused', async () => {
    password = 'new'
    expect((await registrationIs(account, 'refused')).reason).toBe('wrong-password')
    account.changePassword('new')
    await registrationIs(account, 'registered')
  })

  it('says so when it is wrong, and leaves the call alone', async () => {
    await registrationIs(account, 'registered')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    account.changePassword('mistyped')
    expect((await registrationIs(account, 'refused')).reason).toBe('wrong-password')
    expect(call.state.kind).toBe('confirmed')
    account.changePassword('old')
    await registrationIs(account, 'registered')
    expect(call.state.kind).toBe('confirmed')
  })

  it('waits for the start of the account', async () => {
    await account.stop()
    const { length } = peer.received
    account.changePassword('new')
    expect(account.registration.kind).toBe('unregistered')
    password = 'new'
    account.start()
    await registrationIs(account, 'registered')
    expect(peer.received.length).toBeGreaterThan(length)
  })
})

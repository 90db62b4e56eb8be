import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import { responseText, type PeerMessage } from '../../support/scripted-peer-message'
import {
  acceptRegister,
  acceptRegistrations,
  acceptSubscribe,
  accountOn,
  answerCalls,
  inDialogRequest,
  notify
} from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog,
  SubscriptionEvents
} from '../../support/sip-account-under-test'

/** The PBX has two addresses; the stranger is none of them. */
let peer: ScriptedPeer
let second: ScriptedPeer
let stranger: ScriptedPeer
let account: SipAccount
const log = new SpyLog()

beforeEach(async () => {
  const start = (host: string) => ScriptedPeer.start({ transport: 'udp', host, t1Ms: 50 })
  peer = await start('127.0.0.1')
  second = await start('127.0.0.3')
  stranger = await start('127.0.0.2')
  acceptRegistrations(peer)
  answerCalls(peer)
  const { outboundProxy: _, ...plain } = accountOn(peer, 'udp')
  account = makeAccount(
    { ...plain, domain: 'pbx.test' },
    {
      log,
      names: {
        addresses: () => Promise.resolve(['127.0.0.1', '127.0.0.3']),
        srv: () => Promise.resolve([{ name: 'pbx.test', port: peer.port, priority: 0, weight: 0 }])
      }
    }
  )
})
afterEach(async () => {
  await account.stop()
  for (const one of [peer, second, stranger]) await one.stop()
  expect(log.warnings).toEqual([])
})

async function registered(): Promise<PeerMessage> {
  account.start()
  await registrationIs(account, 'registered')
  return peer.requestsOf('REGISTER')[0]!
}
/** A request outside any dialog. */
function outside(from: ScriptedPeer, method: string, register: PeerMessage): string {
  return [
    `${method} ${register.contactUri} SIP/2.0`,
    from.via(),
    'From: <sip:someone@pbx.example>;tag=x',
    'To: <sip:adam@pbx.example>',
    `Call-ID: ${method}-${from.host}`,
    `CSeq: 1 ${method}`,
    `Contact: ${from.contact}`,
    'Content-Length: 0',
    '',
    ''
  ].join('\r\n')
}
/** Resolves when everything that was sent to us before has been read. */
async function afterThat(register: PeerMessage): Promise<void> {
  const options = outside(peer, 'OPTIONS', register).replace(/Call-ID: .*/, 'Call-ID: after-that')
  expect((await peer.request(options, register.source)).statusCode).toBe(200)
}

describe('over UDP', () => {
  it('a stranger is not answered, whatever is asked', async () => {
    const register = await registered()
    for (const method of ['INVITE', 'OPTIONS', 'NOTIFY', 'MESSAGE', 'BYE', 'CANCEL', 'REFER'])
      stranger.send(outside(stranger, method, register), register.source)
    await afterThat(register)
    expect(stranger.received).toEqual([])
  })

  it('a stranger cannot answer for the PBX', async () => {
    let asked: (request: PeerMessage) => void = () => {}
    const request = new Promise<PeerMessage>((resolve) => (asked = resolve))
    peer.on('REGISTER', (register) => asked(register))
    account.start()
    const register = await request
    stranger.send(responseText(register, '403 Forbidden'), register.source)
    await afterThat(register)
    expect(account.registration.kind).toBe('registering')
    acceptRegistrations(peer)
    acceptRegister(peer, register)
    await registrationIs(account, 'registered')
  })

  it('each address of the PBX is heard', async () => {
    const register = await registered()
    const reply = await second.request(outside(second, 'OPTIONS', register), register.source)
    expect(reply.statusCode).toBe(200)
  })

  it('a call is ended from elsewhere by whoever knows its dialog, and by nobody else', async () => {
    const register = await registered()
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const invite = peer.requestsOf('INVITE')[0]!
    for (const wrong of [/;tag=peer/, /Call-ID: /]) {
      const bye = inDialogRequest(stranger, invite, 'BYE', 7).replace(wrong, '$&0')
      stranger.send(bye, register.source)
    }
    await afterThat(register)
    expect(stranger.received).toEqual([])
    expect(call.state.kind).toBe('confirmed')
    const bye = inDialogRequest(stranger, invite, 'BYE', 8)
    expect((await stranger.request(bye, register.source)).statusCode).toBe(200)
    expect(await callIs(call, 'terminated')).toMatchObject({ end: { by: 'remote' } })
  })

  it('what the route of a dialog leads to may answer', async () => {
    const register = await registered()
    peer.on('INVITE', (request) => {
      const contact = `Contact: ${stranger.contact}`
      const body = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nm=audio 4000 RTP/AVP 8\r\n'
      peer.respond(request, '200 OK', {
        headers: [contact],
        contentType: 'application/sdp',
        body
      })
    })
    stranger.on('ACK', () => {}).on('BYE', (request) => stranger.respond(request, '200 OK'))
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const bye = stranger.nextRequest('BYE')
    call.hangUp()
    await bye
    await afterThat(register)
    // One BYE: its answer was heard, so it was not sent again.
    await account.stop()
    expect(stranger.requestsOf('BYE')).toHaveLength(1)
  })

  it('the first NOTIFY may come from another server of a cluster', async () => {
    await registered()
    peer.on('SUBSCRIBE', (request) => {
      peer.respond(request, '200 OK', { headers: ['Expires: 300', `Contact: ${peer.contact}`] })
      void notify(stranger, request, 'active;expires=300', 1)
    })
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    expect(peer.count('SUBSCRIBE')).toBe(1)
    peer.on('SUBSCRIBE', (request) => acceptSubscribe(peer, request))
  })
})

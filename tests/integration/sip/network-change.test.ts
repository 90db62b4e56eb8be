import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { registeredOn } from '../../support/registered-account'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import {
  acceptRegistrations,
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

/** Loopback has many addresses: the computer moves from one to the other. */
const [atHome, onTheRoad] = ['127.0.0.1', '127.0.0.2'] as const

let peer: ScriptedPeer
let account: SipAccount
/** where the route to the PBX begins; null when there is none */
let address: string | null
const log = new SpyLog()

async function registered(
  transport: PeerTransport,
  timers: Partial<SipTimers> = {}
): Promise<void> {
  address = atHome
  const routeSource = async () => {
    if (address === null) throw new Error('ENETUNREACH')
    return address
  }
  ;({ peer, account } = await registeredOn(transport, { log, timers, routeSource }))
}
function moveTo(next: string | null): void {
  address = next
  account.networkChanged()
}
/** The next REGISTER from an address. */
const registerFrom = (host: string) =>
  peer.next(
    ({ method, statusCode, source }) =>
      method === 'REGISTER' && statusCode === 0 && source.host === host
  )
afterEach(async () => {
  await account.stop()
  await peer.stop()
  expect(log.warnings).toEqual([])
})

describe.each<PeerTransport>(['udp', 'tcp'])('a change of networks, over %s', (transport) => {
  it('registers and subscribes anew from the new address; until then nothing is known', async () => {
    await registered(transport)
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const register = registerFrom(onTheRoad)
    moveTo(onTheRoad)
    expect((await register).contactUri).toMatch(/^sip:adam@127\.0\.0\.2:\d+;/)
    expect(events.seen.map(({ type }) => type)).toEqual(['notify', 'lost'])
    await events.until('notify', 2)
    expect(peer.requestsOf('SUBSCRIBE').at(-1)?.source.host).toBe(onTheRoad)
    expect(account.localAddress()).toBe(onTheRoad)
    if (transport === 'tcp') expect(peer.openConnections).toBe(1)
  })

  it('that leaves the way to the PBX as it was changes nothing', async () => {
    await registered(transport)
    const kinds: string[] = []
    account.onRegistration(({ kind }) => kinds.push(kind))
    moveTo(atHome)
    // Whatever that began would be under way before this comes to its end.
    const renewed = registerFrom(atHome)
    account.changePassword(manager.password)
    const { source } = await renewed
    expect(source).toEqual(peer.requestsOf('REGISTER')[0]?.source)
    expect(kinds).not.toContain('registering')
  })

  it('takes a call along, and leaves the old flow when it has arrived', async () => {
    await registered(transport)
    const media = new FakeCallMedia()
    const call = account.invite('*90744', media)
    await callIs(call, 'confirmed')
    const invite = peer.requestsOf('INVITE')[0]!
    const reInvite = peer.nextRequest('INVITE')
    moveTo(onTheRoad)
    const moved = await reInvite
    expect(moved.source.host).toBe(onTheRoad)
    expect(moved.contactUri).toMatch(/^sip:adam@127\.0\.0\.2:/)
    expect(moved.header('call-id')).toBe(invite.header('call-id'))
    expect(moved.parameter('to', 'tag')).toBe('peer')
    expect(moved.cseq).toBeGreaterThan(invite.cseq)
    await peer.nextRequest('ACK')
    expect(media.log).toContain(`move to ${onTheRoad}`)
    expect(call.state.kind).toBe('confirmed')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).source.host).toBe(onTheRoad)
    if (transport === 'tcp') expect(peer.openConnections).toBe(1)
  })

  it('that is followed by another one takes the call to the last', async () => {
    await registered(transport)
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    // The PBX hears of the first move, but its answer does not find us there any more.
    peer.on('INVITE', () => {})
    const first = peer.nextRequest('INVITE')
    moveTo(onTheRoad)
    expect((await first).source.host).toBe(onTheRoad)
    answerCalls(peer)
    const second = peer.nextRequest('INVITE')
    moveTo('127.0.0.4')
    expect((await second).source.host).toBe('127.0.0.4')
    await peer.nextRequest('ACK')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).source.host).toBe('127.0.0.4')
  })

  it('ends a call that the PBX does not know any more', async () => {
    await registered(transport)
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    peer.on('INVITE', (request) => peer.respond(request, '481 Call Does Not Exist'))
    moveTo(onTheRoad)
    expect(await callIs(call, 'terminated')).toMatchObject({ end: { by: 'network' } })
    expect(account.registration.kind).toBe('registered')
  })

  it('without any way says so, keeps the call, and goes on when there is one again', async () => {
    await registered(transport, { backoffMinMs: 60_000 })
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    moveTo(null)
    expect((await registrationIs(account, 'retrying')).reason).toBe('unreachable')
    expect(call.state.kind).toBe('confirmed')
    const reInvite = peer.nextRequest('INVITE')
    moveTo(onTheRoad)
    await registrationIs(account, 'registered')
    expect((await reInvite).source.host).toBe(onTheRoad)
    expect(call.state.kind).toBe('confirmed')
  })

  it('while it rings leaves the call where it is, and takes it along when it was answered', async () => {
    await registered(transport)
    peer.on('INVITE', (request) => peer.respond(request, '180 Ringing'))
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'early')
    const register = registerFrom(onTheRoad)
    moveTo(onTheRoad)
    await register
    await registrationIs(account, 'registered')
    expect(call.state.kind).toBe('early')
    answerCalls(peer)
    const reInvite = peer.nextRequest('INVITE')
    answerCall(peer, peer.requestsOf('INVITE')[0]!)
    expect((await reInvite).source.host).toBe(onTheRoad)
    expect(call.state.kind).toBe('confirmed')
  })

  it('while the computer slept is not asked about: everything begins anew', async () => {
    await registered(transport)
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const [first] = peer.requestsOf('REGISTER')
    const reInvite = peer.nextRequest('INVITE')
    account.resumed()
    expect((await registerFrom(atHome)).source.port).not.toBe(first?.source.port)
    await reInvite
    await events.until('notify', 2)
    expect(call.state.kind).toBe('confirmed')
  })
})

describe('a connection that is lost during a call', () => {
  it('does not end it: it goes on over the next one', async () => {
    await registered('tcp')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const [invite] = peer.requestsOf('INVITE')
    const reInvite = peer.nextRequest('INVITE')
    peer.dropConnections()
    expect((await reInvite).source.port).not.toBe(invite?.source.port)
    expect(call.state.kind).toBe('confirmed')
  })

  it('ends it when there is no next one in time', async () => {
    await registered('tcp', { t1Ms: 5 })
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    peer.on('REGISTER', () => {})
    peer.dropConnections()
    expect(await callIs(call, 'terminated')).toMatchObject({ end: { by: 'network' } })
  })
})

describe('a server that does not answer REGISTER any more', () => {
  it('keeps its call, while another server has the registration', async () => {
    const other = await ScriptedPeer.start({ transport: 'udp', host: '127.0.0.3', t1Ms: 50 })
    peer = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
    acceptRegistrations(peer, 2)
    acceptRegistrations(other)
    answerCalls(peer)
    const { outboundProxy: _, ...plain } = accountOn(peer, 'udp')
    account = makeAccount(
      { ...plain, domain: 'pbx.test' },
      {
        log,
        timers: { answerTimeoutMs: 200 },
        names: {
          addresses: (name) => Promise.resolve([name === 'first' ? peer.host : other.host]),
          srv: () =>
            Promise.resolve([
              { name: 'first', port: peer.port, priority: 1, weight: 0 },
              { name: 'second', port: other.port, priority: 2, weight: 0 }
            ])
        }
      }
    )
    account.start()
    await registrationIs(account, 'registered')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    peer.on('REGISTER', () => {})
    await other.nextRequest('REGISTER')
    await registrationIs(account, 'registered')
    expect(call.state.kind).toBe('confirmed')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    await bye
    expect(other.count('INVITE') + other.count('BYE')).toBe(0)
    await account.stop()
    await other.stop()
  })
})

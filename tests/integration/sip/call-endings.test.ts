import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { acceptRegistrations, answerCall } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, registrationIs } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia

async function registered(
  transport: PeerTransport,
  timers: Partial<SipTimers> = {}
): Promise<void> {
  ;({ peer, account, media } = await registeredOn(transport, { timers }))
}
async function confirmedCall(): Promise<ReturnType<SipAccount['invite']>> {
  const call = account.invite('*90744', media)
  await callIs(call, 'confirmed')
  return call
}
/** Answers CANCEL and ends the INVITE with 487, as RFC 3261 §9.2 has it. */
const acceptCancel = (): void => {
  peer.on('CANCEL', (cancel) => {
    peer.respond(cancel, '200 OK')
    const invite = peer.requestsOf('INVITE').find(({ branch }) => branch === cancel.branch)
    if (invite) peer.respond(invite, '487 Request Terminated')
  })
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe.each<PeerTransport>(['udp', 'tcp'])('hanging up over %s', (transport) => {
  it('while it rings sends CANCEL, and ACKs the 487', async () => {
    await registered(transport)
    acceptCancel()
    peer.on('INVITE', (request) => peer.respond(request, '180 Ringing'))
    const call = account.invite('744', media)
    await callIs(call, 'early')
    const ack = peer.nextRequest('ACK')
    call.hangUp()
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local' } })
    await ack
    const [cancel] = peer.requestsOf('CANCEL')
    const [invite] = peer.requestsOf('INVITE')
    expect(cancel?.branch).toBe(invite?.branch)
    expect(cancel?.cseq).toBe(invite?.cseq)
    expect(cancel?.requestUri).toBe(invite?.requestUri)
    await media.closed
  })

  it('before anything was answered waits with the CANCEL until something is', async () => {
    await registered(transport)
    acceptCancel()
    peer.on('INVITE', () => {})
    const invite = peer.nextRequest('INVITE')
    const call = account.invite('744', media)
    const request = await invite
    call.hangUp()
    expect(peer.count('CANCEL')).toBe(0)
    const ack = peer.nextRequest('ACK')
    peer.respond(request, '100 Trying')
    await ack
    expect(peer.count('CANCEL')).toBe(1)
  })

  it('when the 200 crosses the CANCEL ends the call that came about after all', async () => {
    await registered(transport)
    peer.on('INVITE', (request) => peer.respond(request, '180 Ringing'))
    peer.on('CANCEL', (cancel) => {
      const [invite] = peer.requestsOf('INVITE')
      if (invite) answerCall(peer, invite)
      peer.respond(cancel, '481 Call/Transaction Does Not Exist')
    })
    const call = account.invite('744', media)
    await callIs(call, 'early')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).requestUri).toBe(`sip:peer@127.0.0.1:${peer.port};transport=${transport}`)
    expect(peer.count('ACK')).toBe(1)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local' } })
    expect(media.log).toEqual(['offer', 'close'])
  })

  it('does not answer a challenge any more', async () => {
    await registered(transport)
    peer.on('INVITE', () => {})
    const invite = peer.nextRequest('INVITE')
    const call = account.invite('744', media)
    const request = await invite
    call.hangUp()
    const ack = peer.nextRequest('ACK')
    peer.respond(request, '401 Unauthorized', {
      headers: ['WWW-Authenticate: Digest realm="pbx", nonce="n"']
    })
    await ack
    expect(peer.count('INVITE')).toBe(1)
  })

  it('before there is an offer sends nothing', async () => {
    await registered(transport)
    let release: (sdp: string) => void = () => {}
    media.createOffer = () => new Promise((resolve) => (release = resolve))
    const call = account.invite('744', media)
    call.hangUp()
    release(media.offer)
    await media.closed
    await account.stop()
    expect(peer.count('INVITE')).toBe(0)
  })

  it('when the account stops, and unregisters afterwards', async () => {
    await registered(transport)
    await confirmedCall()
    await account.stop()
    const methods = peer.received
      .filter(({ statusCode }) => statusCode === 0)
      .map(({ method }) => method)
    expect(methods.slice(-2)).toEqual(['BYE', 'REGISTER'])
    await media.closed
  })

  it('a second branch of a forked call that answers too', async () => {
    await registered(transport)
    const call = await confirmedCall()
    const [invite] = peer.requestsOf('INVITE')
    const bye = peer.nextRequest('BYE')
    if (invite) answerCall(peer, invite, 'other-fork')
    expect((await bye).header('to')).toContain('tag=other-fork')
    expect(call.state.kind).toBe('confirmed')
  })
})

describe('a PBX that dies during a call', () => {
  it('over TCP ends the call when no connection follows within 64*T1', async () => {
    await registered('tcp', { t1Ms: 10 })
    const call = await confirmedCall()
    const lost = registrationIs(account, 'retrying')
    await peer.stop()
    await lost
    expect(call.state.kind).toBe('confirmed')
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    await media.closed
  })

  it('over UDP ends the call when it does not answer for 64*T1', async () => {
    await registered('udp', { dialogProbeMs: 50, t1Ms: 10, t2Ms: 80 })
    peer.on('OPTIONS', () => {})
    const call = await confirmedCall()
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    await media.closed
  })

  it('and comes back without the call says so', async () => {
    await registered('udp', { dialogProbeMs: 30 })
    peer.on('OPTIONS', (request) => peer.respond(request, '481 Call/Transaction Does Not Exist'))
    const call = await confirmedCall()
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    expect(peer.count('BYE')).toBe(0)
  })

  it.each(['405 Method Not Allowed', '501 Not Implemented', '200 OK', '403 Forbidden'])(
    'is not one that answers %s',
    async (status) => {
      await registered('udp', { dialogProbeMs: 20 })
      const probes: PeerMessage[] = []
      const third = new Promise<void>((resolve) => {
        peer.on('OPTIONS', (request) => {
          probes.push(request)
          peer.respond(request, status)
          if (probes.length === 3) resolve()
        })
      })
      const call = await confirmedCall()
      await third
      expect(call.state.kind).toBe('confirmed')
      expect(probes[0]?.header('to')).toContain('tag=peer')
      expect(probes[1]?.cseq).toBe((probes[0]?.cseq ?? 0) + 1)
    }
  )

  it('before it answered the INVITE ends the call', async () => {
    await registered('tcp')
    peer.on('INVITE', () => peer.dropConnections())
    const call = account.invite('744', media)
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
  })

  it('without a word to the INVITE ends the call after 64*T1', async () => {
    await registered('udp', { t1Ms: 10, t2Ms: 80 })
    peer.on('INVITE', () => {})
    const call = account.invite('744', media)
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    expect(peer.count('INVITE')).toBe(1)
    expect(peer.arrivalsOf('INVITE').length).toBeGreaterThan(5)
  })

  it('while a BYE is under way does not keep the account from stopping', async () => {
    await registered('udp', { stopTimeoutMs: 100 })
    await confirmedCall()
    peer.on('BYE', () => {}).on('REGISTER', () => {})
    const started = performance.now()
    await account.stop()
    expect(performance.now() - started).toBeLessThan(600)
    expect(account.registration.kind).toBe('unregistered')
  })

  it('keeps its flow while the call lasts, when only the registrar is silent', async () => {
    await registered('udp', { answerTimeoutMs: 100 })
    const call = await confirmedCall()
    peer.on('REGISTER', () => {})
    account.retryNow()
    await registrationIs(account, 'retrying')
    expect(call.state.kind).toBe('confirmed')
    peer.on('INFO', (request) => peer.respond(request, '200 OK'))
    expect(await call.sendInfo('1', 100)).toMatchObject({ statusCode: 200 })
    acceptRegistrations(peer)
    await registrationIs(account, 'registered')
    expect(call.state.kind).toBe('confirmed')
  })
})

describe('a call without a connection', () => {
  it('ends at once, after its caller had the time to listen', async () => {
    await registered('tcp', { backoffMinMs: 60_000, backoffMaxMs: 60_000 })
    peer.dropConnections()
    await registrationIs(account, 'retrying')
    const call = account.invite('744', media)
    expect(call.state.kind).toBe('calling')
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    expect(media.log).toEqual(['close'])
  })
})

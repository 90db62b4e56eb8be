import { afterEach, describe, expect, it } from 'vitest'
import type { Account } from '@contract/settings/customer'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import {
  challengeValue,
  PeerMessage,
  type PeerChallenge
} from '../../support/scripted-peer-message'
import {
  acceptRegister,
  acceptRegistrations,
  accountOn,
  challenging,
  isAuthorized
} from '../../support/scripted-peer-roles'
import { makeAccount, registrationIs, SpyLog } from '../../support/sip-account-under-test'

const challenge: PeerChallenge = { algorithm: 'MD5', realm: 'pbx', nonce: 'n1', qop: 'auth' }
const wwwAuthenticate = (challenges: readonly PeerChallenge[]) => ({
  headers: challenges.map((one) => `WWW-Authenticate: ${challengeValue(one)}`)
})

describe.each<PeerTransport>(['udp', 'tcp'])('registration over %s', (transport) => {
  let peer: ScriptedPeer
  let account: SipAccount
  const log = new SpyLog()

  async function begin(
    options: Parameters<typeof makeAccount>[1] = {},
    changes: Partial<Account> = {}
  ): Promise<void> {
    account = makeAccount({ ...accountOn(peer, transport), ...changes }, { log, ...options })
    account.start()
  }
  const startPeer = async (host?: string): Promise<void> => {
    peer = await ScriptedPeer.start({ transport, t1Ms: 50, ...(host ? { host } : {}) })
  }
  afterEach(async () => {
    await account.stop()
    await peer.stop()
    expect(log.warnings).toEqual([])
  })

  it('binds the AOR to where we can be reached, and says through what and until when', async () => {
    await startPeer()
    acceptRegistrations(peer, 120)
    await begin()
    const before = Date.now()
    const state = await registrationIs(account, 'registered')
    expect(state.through).toBe(`${transport} 127.0.0.1:${peer.port}`)
    expect(state.expiresAt - before).toBeGreaterThanOrEqual(120_000)
    expect(state.expiresAt - before).toBeLessThan(125_000)
    expect(account.localAddress()).toBe('127.0.0.1')
    const [register] = peer.requestsOf('REGISTER')
    expect(register?.requestUri).toBe('sip:pbx.example')
    expect(register?.header('to')).toBe('<sip:adam@pbx.example>')
    expect(register?.header('from')).toMatch(/^"Adam \\"A\\" Müller" <sip:adam@pbx\.example>;tag=/)
    expect(register?.header('via')).toMatch(/127\.0\.0\.1:\d+;branch=z9hG4bK[0-9a-f]{24};rport$/)
    expect(register?.contactUri).toBe(
      `sip:adam@127.0.0.1:${register?.source.port ?? 0};transport=${transport}`
    )
  })

  it('unregisters when it stops', async () => {
    await startPeer()
    peer.on(
      'REGISTER',
      challenging(peer, challenge, (request) => acceptRegister(peer, request))
    )
    await begin()
    await registrationIs(account, 'registered')
    await account.stop()
    const last = peer.requestsOf('REGISTER').at(-1)
    const first = peer.requestsOf('REGISTER')[0]
    expect(last?.header('expires')).toBe('0')
    expect(last?.contactUri).toBe(first?.contactUri)
    expect(last?.header('call-id')).toBe(first?.header('call-id'))
    expect(account.registration).toEqual({ kind: 'unregistered' })
  })

  it('stops in bounded time when nobody answers', async () => {
    await startPeer()
    acceptRegistrations(peer)
    await begin({ timers: { stopTimeoutMs: 200 } })
    await registrationIs(account, 'registered')
    peer.on('REGISTER', () => {})
    const started = performance.now()
    await account.stop()
    expect(performance.now() - started).toBeLessThan(700)
  })

  it.each<[string, PeerChallenge]>([
    ['MD5 as in RFC 2069', { algorithm: 'MD5', realm: 'pbx', nonce: 'n' }],
    ['MD5 with an unquoted qop', { ...challenge, qop: 'auth' }],
    ['SHA-256', { ...challenge, algorithm: 'SHA-256', qop: '"auth"' }],
    ['SHA-512-256', { ...challenge, algorithm: 'SHA-512-256', qop: '"auth,auth-int"' }]
  ])('answers %s', async (_, asked) => {
    await startPeer()
    peer.on(
      'REGISTER',
      challenging(peer, asked, (request) => acceptRegister(peer, request))
    )
    await begin()
    await registrationIs(account, 'registered')
    expect(peer.requestsOf('REGISTER').map(({ cseq }) => cseq)).toEqual([1, 2])
  })

  it('takes SHA-256 when MD5 is offered too', async () => {
    await startPeer()
    const better: PeerChallenge = { ...challenge, algorithm: 'SHA-256', nonce: 'n2' }
    peer.on('REGISTER', (request) => {
      if (isAuthorized(request, better)) acceptRegister(peer, request)
      else peer.respond(request, '401 Unauthorized', wwwAuthenticate([challenge, better]))
    })
    await begin()
    await registrationIs(account, 'registered')
  })

  it.each([['proxy first'], ['server first']])('answers proxy and server, %s', async (order) => {
    await startPeer()
    const ofProxy: PeerChallenge = { ...challenge, realm: 'edge', nonce: 'p' }
    peer.on('REGISTER', (request) => {
      const proxyKnows = isAuthorized(request, ofProxy, 'proxy-authorization')
      const serverKnows = isAuthorized(request, challenge)
      const askProxy = () =>
        peer.respond(request, '407 Proxy Authentication Required', {
          headers: [`Proxy-Authenticate: ${challengeValue(ofProxy)}`]
        })
      const askServer = () =>
        peer.respond(request, '401 Unauthorized', wwwAuthenticate([challenge]))
      if (proxyKnows && serverKnows) acceptRegister(peer, request)
      else if (order === 'proxy first') (proxyKnows ? askServer : askProxy)()
      else (serverKnows ? askProxy : askServer)()
    })
    await begin()
    await registrationIs(account, 'registered')
    expect(peer.count('REGISTER')).toBe(3)
  })

  it('asks again with a new nonce when the old one was stale', async () => {
    await startPeer()
    const fresh: PeerChallenge = { ...challenge, nonce: 'n2', stale: true }
    peer.on('REGISTER', (request) => {
      if (isAuthorized(request, fresh)) acceptRegister(peer, request)
      else {
        const asked = isAuthorized(request, challenge) ? fresh : challenge
        peer.respond(request, '401 Unauthorized', wwwAuthenticate([asked]))
      }
    })
    await begin()
    await registrationIs(account, 'registered')
  })

  it('says that the password is wrong, and does not hammer', async () => {
    await startPeer()
    peer.on('REGISTER', (request) =>
      peer.respond(request, '401 Unauthorized', wwwAuthenticate([challenge]))
    )
    await begin()
    const before = Date.now()
    const state = await registrationIs(account, 'refused')
    expect(state).toMatchObject({ reason: 'wrong-password', statusCode: 401 })
    expect((state.nextAttemptAt ?? 0) - before).toBeGreaterThanOrEqual(60_000)
    expect(peer.count('REGISTER')).toBe(2)
    // The user may insist.
    account.retryNow()
    expect(account.registration.kind).toBe('registering')
    await registrationIs(account, 'refused')
    expect(peer.count('REGISTER')).toBe(4)
    expect(log.lines.join('\n')).not.toMatch(/secret|nonce|[aA]uthorization/)
  })

  it.each([
    ['403 Forbidden', 'forbidden'],
    ['404 Not Found', 'unknown-user'],
    ['603 Decline', 'not-accepted']
  ])('keeps what the PBX said: %s', async (status, reason) => {
    await startPeer()
    peer.on('REGISTER', (request) => peer.respond(request, status))
    await begin()
    const [statusCode = '', ...phrase] = status.split(' ')
    expect(await registrationIs(account, 'refused')).toMatchObject({
      reason,
      statusCode: Number(statusCode),
      reasonPhrase: phrase.join(' ')
    })
  })

  it('waits as long as a busy PBX asks for', async () => {
    await startPeer()
    peer.on('REGISTER', (request) =>
      peer.respond(request, '503 Service Unavailable', { headers: ['Retry-After: 90'] })
    )
    await begin()
    const state = await registrationIs(account, 'retrying')
    expect(state).toMatchObject({ reason: 'server-error', statusCode: 503 })
    expect(state.nextAttemptAt - Date.now()).toBeGreaterThan(85_000)
  })

  it('registers for longer when the PBX finds the interval too brief', async () => {
    await startPeer()
    peer.on('REGISTER', (request) => {
      if (Number(request.header('expires')) >= 600) acceptRegister(peer, request, 600)
      else peer.respond(request, '423 Interval Too Brief', { headers: ['Min-Expires: 600'] })
    })
    await begin()
    const state = await registrationIs(account, 'registered')
    expect(state.expiresAt - Date.now()).toBeGreaterThan(590_000)
  })

  it('does not register in a loop when the 200 says nothing of expiry', async () => {
    await startPeer()
    peer.on('REGISTER', (request) =>
      peer.respond(request, '200 OK', { headers: [`Contact: <${request.contactUri}>`] })
    )
    await begin()
    const state = await registrationIs(account, 'registered')
    expect(state.expiresAt - Date.now()).toBeGreaterThan(290_000)
    expect(peer.count('REGISTER')).toBe(1)
  })

  it('refreshes before the expiry, with the nonce it knows, and stays registered', async () => {
    await startPeer()
    peer.on(
      'REGISTER',
      challenging(peer, challenge, (request) => acceptRegister(peer, request, 2))
    )
    await begin()
    await registrationIs(account, 'registered')
    const kinds: string[] = []
    account.onRegistration(({ kind }) => kinds.push(kind))
    // On a busy machine the first ones may be repeated.
    const { cseq: last } = peer.requestsOf('REGISTER').at(-1)!
    const after = (number: number) =>
      peer.next(({ method, cseq }) => method === 'REGISTER' && cseq > number)
    const refresh = await after(last)
    expect(isAuthorized(refresh, challenge)).toBe(true)
    await after(refresh.cseq)
    expect(new Set(kinds)).toEqual(new Set(['registered']))
  })

  it('puts the address that the PBX sees into Contact', async () => {
    await startPeer()
    // As if a NAT stood between: what the response says, and what the registrar is told next.
    peer.on('REGISTER', (request) => {
      const isAuth = isAuthorized(request, challenge)
      const options = isAuth
        ? { headers: [`Contact: <${request.contactUri}>;expires=300`] }
        : wwwAuthenticate([challenge])
      const behindNat = new PeerMessage(request.raw, { host: '198.51.100.4', port: 4444 })
      const status = isAuth ? '200 OK' : '401 Unauthorized'
      peer.respond(behindNat, status, options)
    })
    // The response must still go to the real address.
    const send = peer.send.bind(peer)
    peer.send = (text, to) => {
      const real = peer.received.at(-1)?.source
      send(text, to.port === 4444 && real ? real : to)
    }
    await begin()
    await registrationIs(account, 'registered')
    expect(peer.requestsOf('REGISTER').at(-1)?.contactUri).toBe(
      `sip:adam@198.51.100.4:4444;transport=${transport}`
    )
    expect(account.localAddress()).toBe('127.0.0.1')
    expect(peer.count('REGISTER')).toBe(2)
    peer.on('REGISTER', (request) => peer.respond(request, '200 OK'))
  })

  it('works with an IPv6 literal', async () => {
    await startPeer('::1')
    acceptRegistrations(peer)
    await begin({}, { domain: '::1', outboundProxy: { host: '[::1]', port: peer.port } })
    const { through } = await registrationIs(account, 'registered')
    expect(through).toBe(`${transport} [::1]:${peer.port}`)
    const [register] = peer.requestsOf('REGISTER')
    expect(register?.requestUri).toBe('sip:[::1]')
    expect(register?.header('via')).toContain(' [::1]:')
    expect(register?.contactUri).toMatch(/^sip:adam@\[::1\]:\d+;/)
  })
})

import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import { acceptRegister, acceptRegistrations, accountOn } from '../../support/scripted-peer-roles'
import { makeAccount, registrationIs } from '../../support/sip-account-under-test'

const started: { stop(): Promise<void> }[] = []
const startPeer = async (transport: PeerTransport, port?: number): Promise<ScriptedPeer> => {
  const peer = await ScriptedPeer.start({ transport, t1Ms: 50, ...(port ? { port } : {}) })
  started.push(peer)
  return peer
}
const begin = (peer: ScriptedPeer, transport: PeerTransport, timers = {}): SipAccount => {
  const account = makeAccount(accountOn(peer, transport), { timers })
  started.unshift(account)
  account.start()
  return account
}
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
})
const kindsOf = (account: SipAccount): RegistrationState['kind'][] => {
  const kinds: RegistrationState['kind'][] = []
  account.onRegistration(({ kind }) => kinds.push(kind))
  return kinds
}

describe('a PBX that is down', () => {
  it('at the start, over TCP, is tried again until it is there', async () => {
    const peer = await startPeer('tcp')
    const { port } = peer
    const account = makeAccount(accountOn(peer, 'tcp'))
    await peer.stop()
    started.unshift(account)
    account.start()
    const before = Date.now()
    const state = await registrationIs(account, 'retrying')
    expect(state.reason).toBe('unreachable')
    expect(state.nextAttemptAt).toBeGreaterThan(before)
    acceptRegistrations(await startPeer('tcp', port))
    expect((await registrationIs(account, 'registered')).through).toBe(`tcp 127.0.0.1:${port}`)
  })

  it('at the start, over UDP, does not answer', async () => {
    const peer = await startPeer('udp')
    const account = begin(peer, 'udp', { answerTimeoutMs: 150 })
    expect((await registrationIs(account, 'retrying')).reason).toBe('no-answer')
    acceptRegistrations(peer)
    await registrationIs(account, 'registered')
  })

  it('has no such name', async () => {
    const peer = await startPeer('udp')
    const account = makeAccount({
      ...accountOn(peer, 'udp'),
      outboundProxy: { host: 'no-such-host.invalid' }
    })
    started.unshift(account)
    account.start()
    expect((await registrationIs(account, 'retrying')).reason).toBe('unknown-host')
  })

  it('accepts connections and says nothing', async () => {
    const peer = await startPeer('tcp')
    const account = begin(peer, 'tcp', { answerTimeoutMs: 150 })
    expect((await registrationIs(account, 'retrying')).reason).toBe('no-answer')
    // The connection is given up: it may be the one that is dead.
    const again = await peer.nextRequest('REGISTER')
    expect(again.source.port).not.toBe(peer.requestsOf('REGISTER')[0]?.source.port)
  })
})

describe('a registration that is lost', () => {
  it('with its connection is regained on another one', async () => {
    const peer = await startPeer('tcp')
    acceptRegistrations(peer)
    const account = begin(peer, 'tcp')
    await registrationIs(account, 'registered')
    const kinds = kindsOf(account)
    const lost = registrationIs(account, 'retrying')
    peer.dropConnections()
    expect(await lost).toMatchObject({ reason: 'connection-lost' })
    await registrationIs(account, 'registered')
    expect(kinds).toEqual(['retrying', 'registering', 'registered'])
    const [first, second] = peer.requestsOf('REGISTER')
    expect(second?.contactUri).not.toBe(first?.contactUri)
    expect(second?.header('call-id')).toBe(first?.header('call-id'))
    expect(second?.cseq).toBeGreaterThan(first?.cseq ?? 0)
  })

  it('because a refresh is not answered is regained when the PBX is back', async () => {
    const peer = await startPeer('udp')
    acceptRegistrations(peer, 2)
    const account = begin(peer, 'udp', { answerTimeoutMs: 200 })
    await registrationIs(account, 'registered')
    peer.on('REGISTER', () => {})
    expect((await registrationIs(account, 'retrying')).reason).toBe('no-answer')
    acceptRegistrations(peer)
    await registrationIs(account, 'registered')
  })

  it('because a refresh is refused says so', async () => {
    const peer = await startPeer('udp')
    acceptRegistrations(peer, 2)
    const account = begin(peer, 'udp')
    await registrationIs(account, 'registered')
    peer.on('REGISTER', (request) => peer.respond(request, '403 Forbidden'))
    expect((await registrationIs(account, 'refused')).reason).toBe('forbidden')
  })

  it('while the network says it is back is tried at once, from a new port', async () => {
    const peer = await startPeer('udp')
    acceptRegistrations(peer)
    const account = begin(peer, 'udp', { backoffMinMs: 30_000, backoffMaxMs: 30_000 })
    await registrationIs(account, 'registered')
    const [first] = peer.requestsOf('REGISTER')
    account.retryNow()
    await registrationIs(account, 'registered')
    const second = peer.requestsOf('REGISTER').at(-1)
    expect(second?.source.port).not.toBe(first?.source.port)
  })

  it('again and again does not turn into a storm', async () => {
    // Accepts, registers and drops at once: sip.js alone made a thousand connections in three seconds of this.
    const peer = await startPeer('tcp')
    peer.on('REGISTER', (request) => {
      acceptRegister(peer, request)
      peer.dropConnections()
    })
    const account = begin(peer, 'tcp', { backoffMinMs: 100, backoffMaxMs: 10_000 })
    const attempts: number[] = []
    await new Promise<void>((resolve) => {
      account.onRegistration((state) => {
        if (state.kind === 'retrying') attempts.push(state.nextAttemptAt - Date.now())
        if (attempts.length === 5) resolve()
      })
    })
    // 100, 200, 400, 800, 1600 ms, half of each by chance.
    attempts.forEach((delay, index) => {
      expect(delay).toBeGreaterThan(50 * 2 ** index - 20)
    })
    expect(peer.count('REGISTER')).toBe(5)
  })
})

describe('stopping', () => {
  it('in the middle of connecting leaves nothing behind', async () => {
    // Nobody accepts from the backlog of a server that is paused by a full one; a plain listener is enough to connect.
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const peer = await startPeer('tcp')
    const account = makeAccount({
      ...accountOn(peer, 'tcp'),
      outboundProxy: { host: '127.0.0.1', port }
    })
    const connected = once(server, 'connection')
    account.start()
    await account.stop()
    expect(account.registration.kind).toBe('unregistered')
    const outcome = await Promise.race([
      connected.then(([socket]: { resume(): unknown; once: unknown }[]) =>
        once(socket?.resume() as never, 'close').then(() => 'closed')
      ),
      new Promise((resolve) => setImmediate(() => setImmediate(() => resolve('never connected'))))
    ])
    expect(outcome).toMatch(/closed|never connected/)
    server.close()
  })

  it('and starting again works', async () => {
    const peer = await startPeer('udp')
    acceptRegistrations(peer)
    const account = begin(peer, 'udp')
    await registrationIs(account, 'registered')
    await account.stop()
    account.start()
    await registrationIs(account, 'registered')
  })
})

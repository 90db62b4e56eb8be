import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { systemNames } from '../../../src-main/sip/transport/name-service'
import { FakeSrvServer } from '../../support/fake-srv-server'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import { acceptRegistrations, accountOn } from '../../support/scripted-peer-roles'
import { makeAccount, registrationIs, SpyLog } from '../../support/sip-account-under-test'

describe.each<PeerTransport>(['udp', 'tcp'])('an account found by SRV over %s', (transport) => {
  let dns: FakeSrvServer
  let account: SipAccount
  const peers: ScriptedPeer[] = []
  const log = new SpyLog()

  async function startPeer(): Promise<ScriptedPeer> {
    const peer = await ScriptedPeer.start({ transport })
    peers.push(peer)
    return peer
  }
  /** the first peer has the better priority */
  async function begin(first: { port: number }, second: ScriptedPeer): Promise<void> {
    dns = await FakeSrvServer.start({
      [`_sip._${transport}.pbx.test`]: [
        { name: 'localhost', priority: 20, weight: 0, port: second.port },
        { name: 'localhost', priority: 10, weight: 0, port: first.port }
      ]
    })
    const names = systemNames(() => dns.resolver())
    const { outboundProxy: _, ...plain } = accountOn(second, transport)
    account = makeAccount(
      { ...plain, domain: 'pbx.test' },
      { log, names, timers: { answerTimeoutMs: 200 } }
    )
    account.start()
  }
  afterEach(async () => {
    await account.stop()
    dns.stop()
    for (const peer of peers.splice(0)) await peer.stop()
    expect(log.warnings).toEqual([])
  })

  it('registers at the server of the best priority, under the name of the domain', async () => {
    const [first, second] = [await startPeer(), await startPeer()]
    acceptRegistrations(first)
    await begin(first, second)
    expect((await registrationIs(account, 'registered')).through).toBe(
      `${transport} 127.0.0.1:${first.port}`
    )
    expect(first.requestsOf('REGISTER')[0]?.requestUri).toBe('sip:pbx.test')
    expect(dns.asked).toEqual([`_sip._${transport}.pbx.test`])
    expect(second.received).toEqual([])
  })

  it('goes to the next when the first does not answer', async () => {
    const [first, second] = [await startPeer(), await startPeer()]
    acceptRegistrations(second)
    await begin(first, second)
    expect((await registrationIs(account, 'retrying')).reason).toBe('no-answer')
    expect((await registrationIs(account, 'registered')).through).toBe(
      `${transport} 127.0.0.1:${second.port}`
    )
    expect(first.count('REGISTER')).toBe(1)
  })

  it('goes to the next when the first sends us away, and does not wait for what it asked for', async () => {
    const [first, second] = [await startPeer(), await startPeer()]
    acceptRegistrations(second)
    first.on('REGISTER', (request) =>
      first.respond(request, '503 Service Unavailable', { headers: ['Retry-After: 90'] })
    )
    await begin(first, second)
    const { statusCode, nextAttemptAt } = await registrationIs(account, 'retrying')
    expect(statusCode).toBe(503)
    expect(nextAttemptAt - Date.now()).toBeLessThan(1_000)
    expect((await registrationIs(account, 'registered')).through).toBe(
      `${transport} 127.0.0.1:${second.port}`
    )
    expect(first.count('REGISTER')).toBe(1)
  })

  it('waits for the one that asks for the shorter pause when all send us away', async () => {
    const [first, second] = [await startPeer(), await startPeer()]
    for (const [peer, seconds] of [[first, 90] as const, [second, 1] as const])
      peer.on('REGISTER', (request) =>
        peer.respond(request, '503 Service Unavailable', { headers: [`Retry-After: ${seconds}`] })
      )
    await begin(first, second)
    await second.nextRequest('REGISTER')
    const sentAway = performance.now()
    acceptRegistrations(second)
    expect((await registrationIs(account, 'registered')).through).toBe(
      `${transport} 127.0.0.1:${second.port}`
    )
    expect(performance.now() - sentAway).toBeGreaterThan(950)
    expect(first.count('REGISTER')).toBe(1)
  })

  it('stays where it was refused: the others would refuse it too', async () => {
    const [first, second] = [await startPeer(), await startPeer()]
    first.on('REGISTER', (request) => first.respond(request, '403 Forbidden'))
    await begin(first, second)
    await registrationIs(account, 'refused')
    account.retryNow()
    await first.nextRequest('REGISTER')
    expect(second.received).toEqual([])
  })

  it('goes to the next when the first cannot be reached', async () => {
    const [first, second] = [await startPeer(), await startPeer()]
    acceptRegistrations(second)
    const { port } = first
    await first.stop()
    peers.splice(0, 1)
    await begin({ port }, second)
    expect((await registrationIs(account, 'registered')).through).toBe(
      `${transport} 127.0.0.1:${second.port}`
    )
  })
})

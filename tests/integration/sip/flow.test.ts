import { afterEach, describe, expect, it } from 'vitest'
import { Credentials } from '../../../src-main/sip/digest/credentials'
import { registrarUri } from '../../../src-main/sip/flow/account-uri'
import { Flow } from '../../../src-main/sip/flow/flow'
import { newRequestIdentity } from '../../../src-main/sip/flow/request-identity'
import { transact } from '../../../src-main/sip/flow/transact'
import { openFirst } from '../../../src-main/sip/registration/connect'
import { TargetHealth } from '../../../src-main/sip/registration/target-health'
import { defaultTimers } from '../../../src-main/sip/sip-timers'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import { accountOn, manager } from '../../support/scripted-peer-roles'
import { SpyLog } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let flow: Flow
const log = new SpyLog()
const { signal } = new AbortController()

async function open(transport: PeerTransport): Promise<Flow> {
  peer = await ScriptedPeer.start({ transport })
  const pbx = { host: peer.host, port: peer.port }
  flow = await Flow.open({
    account: accountOn(peer, transport),
    pbx,
    addresses: [pbx],
    timers: defaultTimers,
    log,
    signal
  })
  return flow
}
const register = (timeoutMs?: number) => {
  const uri = registrarUri({ domain: 'pbx.example' })
  const identity = newRequestIdentity()
  return transact({
    flow,
    authorization: new Credentials(manager.username, manager.password).authorize(
      'REGISTER',
      uri.toRaw()
    ),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    send: (headers, delegate) =>
      flow.core.register(flow.request('REGISTER', uri, identity, headers), delegate)
  })
}
afterEach(async () => {
  flow.close()
  await peer.stop()
})

describe('a request on a flow', () => {
  it('has a reply when the flow is closed already', async () => {
    await open('udp')
    flow.close()
    expect(await register()).toMatchObject({ statusCode: 503, origin: 'transport' })
    expect(peer.received).toEqual([])
  })

  it('has a reply when the flow is closed under way, and when it is lost', async () => {
    await open('udp')
    const closing = register()
    flow.close()
    expect(await closing).toMatchObject({ statusCode: 503, origin: 'transport' })
    await peer.stop()
    await open('tcp')
    const losing = register()
    await peer.nextRequest('REGISTER')
    peer.dropConnections()
    expect(await losing).toMatchObject({ statusCode: 503, origin: 'transport' })
  })

  it('has a reply when none comes', async () => {
    await open('udp')
    expect(await register(30)).toMatchObject({ statusCode: 408, origin: 'timeout' })
  })

  it('tells a 408 and a 503 of the PBX from our own', async () => {
    await open('tcp')
    for (const status of ['408 Request Timeout', '503 Service Unavailable']) {
      peer.on('REGISTER', (request) => peer.respond(request, status))
      expect(await register()).toMatchObject({
        statusCode: Number(status.slice(0, 3)),
        // sip.js makes the 408 of a non-INVITE its own (RFC 4320 §4.1): it says nothing that silence does not.
        origin: status.startsWith('408') ? 'timeout' : 'peer'
      })
    }
  })
})

describe('a flow', () => {
  it('that is lost tells once, and forgets everything', async () => {
    await open('tcp')
    const told: unknown[] = []
    flow.onClosed((error) => told.push(error))
    flow.onClosed(() => {
      throw new Error('a listener of no manners')
    })
    const lost = new Promise((resolve) => flow.onClosed(resolve))
    void register()
    await peer.nextRequest('REGISTER')
    peer.dropConnections()
    expect(await lost).toBeInstanceOf(Error)
    flow.close()
    expect(told).toHaveLength(1)
    expect(flow.isOpen).toBe(false)
    expect(flow.core.userAgentClients.size).toBe(0)
  })

  it('survives whatever sip.js throws on a message', async () => {
    await open('tcp')
    const answered = register()
    const sent = await peer.nextRequest('REGISTER')
    const handle = flow.core.receiveIncomingResponseFromTransport.bind(flow.core)
    flow.core.receiveIncomingResponseFromTransport = () => {
      flow.core.receiveIncomingResponseFromTransport = handle
      throw new Error('sip.js did not expect that')
    }
    peer.respond(sent, '100 Trying')
    peer.respond(sent, '200 OK')
    expect(await answered).toMatchObject({ statusCode: 200 })
    expect(log.warnings.at(-1)).toContain('sip.js did not expect that')
  })

  it('goes to the next address when one does not take a connection', async () => {
    await open('tcp')
    const dead = await ScriptedPeer.start({ transport: 'tcp' })
    const addresses = [dead, peer].map(({ host, port }) => ({ host, port }))
    await dead.stop()
    const options = { account: accountOn(peer, 'tcp'), timers: defaultTimers, log, signal }
    const health = new TargetHealth()
    for (const failed of [[], [addresses[1]!]]) {
      for (const address of failed) health.note(address)
      const found = await openFirst(addresses, { ...options, health })
      expect(found.description).toBe(`tcp 127.0.0.1:${peer.port}`)
      found.close()
    }
    await expect(openFirst(addresses.slice(0, 1), { ...options, health })).rejects.toThrow(
      'ECONNREFUSED'
    )
  })
})

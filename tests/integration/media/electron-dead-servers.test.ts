import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CallAccount } from '../../../src-main/media/session/call-media-sessions'
import { PbxSocket } from '../../support/media/pbx-socket'
import { silentServer } from '../../support/media/silent-server'
import { WebRtcGateway } from '../../support/media/webrtc-gateway'
import { behindNat, StunServer } from '../../support/media/stun-server'
import type { Driver } from '../../support/media-driver/driver'
import type { DriverEvent } from '../../support/media-driver/driver-protocol'
import { launchDriver } from '../../support/media-driver/launch-driver'

// What an offer waits for: everything, where nothing is known, and never for what was dead in the last one.
let driver: Driver
const closers: (() => void)[] = []

beforeAll(async () => {
  driver = await launchDriver(null)
  await driver.ask('openCall')
})

afterAll(async () => {
  await driver.stop()
})

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const stun = ({ port }: { port: number }) => ({ stunServer: { host: '127.0.0.1', port } })
const turn = ({ port }: { port: number }, transport: 'udp' | 'tcp' | 'tls' = 'udp') => ({
  turnServer: { host: '127.0.0.1', port, transport },
  turnUser: 'coach',
  turnPassword: 'sesame'
})

async function opened<Server extends { close(): void }>(server: Promise<Server>): Promise<Server> {
  const open = await server
  closers.push(() => open.close())
  return open
}

const use = (account: Partial<CallAccount>) =>
  driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls', ...account })

/** Far less than the least that a dead server costs, and far more than an offer takes on a slow machine. */
const quickMs = 500
const hostCandidate = /^a=candidate:\S+ 1 udp \d+ \S+ \d+ typ host/m

/** A call as far as its offer. */
async function offered(): Promise<{ sdp: string; tookMs: number }> {
  await driver.ask('closeCall')
  const offer = await driver.ask('createOffer')
  expect(offer.sdp).toMatch(hostCandidate)
  return offer
}

/** One whose servers are looked at until nothing comes in time any more. */
async function looked(): Promise<{ sdp: string; tookMs: number; found: unknown }> {
  const told = driver.next((event) => event.type === 'log' && event.message === 'gathered')
  const offer = await offered()
  const { fields } = (await told) as DriverEvent & { type: 'log' }
  return { ...offer, found: fields }
}

describe('a server that was dead in the last call', () => {
  it.each<[string, number, () => Promise<Partial<CallAccount>>]>([
    ['STUN', 1_000, async () => stun(await opened(PbxSocket.bind()))],
    ['TURN over UDP', 2_000, async () => turn(await opened(PbxSocket.bind()))],
    ['TURN over TCP', 2_000, async () => turn(await opened(silentServer()), 'tcp')],
    ['TURN over TLS', 2_000, async () => turn(await opened(silentServer()), 'tls')]
  ])('is waited for in one call only: %s', async (_, costsMs, account) => {
    await use(await account())
    const first = await looked()
    expect(first.tookMs).toBeGreaterThan(costsMs - 100)
    expect(first.found).toMatchObject({ srflx: 0, relay: 0 })
    const second = await offered()
    expect(second.tookMs).toBeLessThan(quickMs)
    const addresses = (sdp: string) => sdp.match(new RegExp(hostCandidate, 'gm'))?.length
    expect(addresses(second.sdp)).toBe(addresses(first.sdp))
  })

  it('is waited for where this machine is somewhere else', async () => {
    await use(stun(await opened(PbxSocket.bind())))
    await looked()
    await driver.ask('moveTo', { localAddress: '127.0.0.3' })
    expect((await driver.ask('offerAgain')).tookMs).toBeGreaterThan(900)
  })

  it('is waited for again after a test of it', async () => {
    const server = await opened(StunServer.open())
    server.answers = false
    await use(stun(server))
    await looked()
    server.answers = true
    expect(await driver.ask('tryIceServer', { kind: 'stun' })).toMatchObject({ kind: 'works' })
    expect((await offered()).sdp).toContain(`${behindNat} `)
  })

  it('does not keep an offer from what the other one finds', async () => {
    const dead = turn(await opened(silentServer()), 'tls')
    await use({ ...stun(await opened(StunServer.open())), ...dead })
    expect((await looked()).tookMs).toBeGreaterThan(1_900)
    const { sdp, tookMs } = await offered()
    expect(tookMs).toBeLessThan(quickMs)
    expect(sdp).toContain(`${behindNat} `)
  })

  it('gets its chance beside each call, and is used in the next', async () => {
    const server = await opened(StunServer.open())
    server.answers = false
    await use(stun(server))
    await looked()
    server.answers = true
    const behind = await looked()
    expect(behind.tookMs).toBeLessThan(quickMs)
    expect(behind.found).toMatchObject({ srflx: 1 })
    const { sdp, tookMs } = await offered()
    expect(sdp).toContain(`${behindNat} `)
    expect(tookMs).toBeLessThan(quickMs)
  })

  it('does not hold up the answer to a call that comes in', async () => {
    await use(turn(await opened(PbxSocket.bind())))
    await looked()
    await driver.ask('closeCall')
    await driver.ask('openCall')
    const gateway = await WebRtcGateway.open()
    const offer = await gateway.offer()
    const begunAt = performance.now()
    const { sdp } = await driver.ask('acceptOffer', { sdp: offer })
    expect(performance.now() - begunAt).toBeLessThan(quickMs)
    expect(sdp).toMatch(hostCandidate)
    await gateway.close()
  })

  it('does not hold up the renewal of a call whose engine crashed', async () => {
    await use(turn(await opened(PbxSocket.bind())))
    await looked()
    await driver.renewEngine('crashEngine')
    const { sdp, tookMs } = await driver.ask('offerAgain')
    expect(sdp).toMatch(hostCandidate)
    expect(tookMs).toBeLessThan(quickMs)
    // As when it is joined again.
    expect((await offered()).tookMs).toBeLessThan(quickMs)
  })
})

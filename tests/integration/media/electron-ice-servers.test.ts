import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { IceServerKind } from '@contract/settings/ice-server-kind'
import type { CallAccount } from '../../../src-main/media/session/call-media-sessions'
import { PbxSocket } from '../../support/media/pbx-socket'
import { RefusingTurnServer, turnRefusal } from '../../support/media/refusing-turn-server'
import { silentServer } from '../../support/media/silent-server'
import { StunServer } from '../../support/media/stun-server'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import { pageSeen, spyOnPage } from '../../support/media-driver/page-spy'
import { ThrowAwayAuthority } from '../../support/tls/throw-away-authority'

// The test of the servers of an account, without a call. A TURN server that relays is in tests/interop.
let driver: Driver
let authority: ThrowAwayAuthority
const closers: (() => void)[] = []

beforeAll(async () => {
  driver = await launchDriver(null)
  authority = await ThrowAwayAuthority.make()
  await spyOnPage(driver)
})

afterAll(async () => {
  await authority.remove()
  await driver.stop()
})

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function opened<Server extends { close(): void }>(server: Promise<Server>): Promise<Server> {
  const open = await server
  closers.push(() => open.close())
  return open
}

/** Refuses everybody, over TLS. */
async function tlsServer(names: readonly string[]): Promise<{ port: number; heard: Buffer[] }> {
  const heard: Buffer[] = []
  const server = createServer(await authority.issue(names), (socket) => {
    socket.on('error', () => {})
    socket.on('data', (data: Buffer) => {
      heard.push(data)
      const answer = turnRefusal(data)
      if (answer) socket.write(answer)
    })
    closers.push(() => socket.destroy())
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => server.close())
  return { port: (server.address() as AddressInfo).port, heard }
}

const host = '127.0.0.1'
const refused = { kind: 'refused', statusCode: 401, reasonPhrase: 'Unauthorized' }
const nowhere = 'turn.invalid'
const turn = (
  { port }: { port: number },
  transport: 'udp' | 'tcp' | 'tls',
  to = host
): Partial<CallAccount> => ({
  turnServer: { host: to, port, transport },
  turnUser: 'coach',
  turnPassword: 'sesame'
})

async function begun(kind: IceServerKind, account: Partial<CallAccount>) {
  await driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls', ...account })
  return { trial: driver.ask('tryIceServer', { kind }) }
}

async function tried(kind: IceServerKind, account: Partial<CallAccount>) {
  const { trial } = await begun(kind, account)
  return trial
}

async function closedPort(): Promise<{ port: number }> {
  const server = await silentServer()
  server.close()
  return server
}

describe('a STUN server', () => {
  it.each([
    ['behind a NAT', undefined],
    ['without one', null]
  ])('that answers works, %s', async (_, seenAt) => {
    const { port } = await opened(StunServer.open(seenAt))
    const outcome = await tried('stun', { stunServer: { host, port } })
    expect(outcome).toMatchObject({ kind: 'works' })
    if (outcome.kind === 'works') expect(outcome.tookMs).toBeLessThan(2_000)
  })

  it('has to have a name that is known', async () => {
    const outcome = await tried('stun', { stunServer: { host: nowhere } })
    expect(outcome).toEqual({ kind: 'unknown-host' })
  })
})

describe('a TURN server', () => {
  it('that refuses the password says so', async () => {
    const server = await opened(RefusingTurnServer.open())
    const outcome = await tried('turn', turn(server, 'udp'))
    expect(outcome).toEqual(refused)
  })

  it.each(['tcp', 'tls'] as const)('over %s that is not there cannot be reached', async (over) => {
    const outcome = await tried('turn', turn(await closedPort(), over))
    expect(outcome).toEqual({ kind: 'unreachable' })
  })

  it.each(['udp', 'tcp', 'tls'] as const)('over %s without a known name', async (transport) => {
    const outcome = await tried('turn', turn({ port: 3_478 }, transport, nowhere))
    expect(outcome).toEqual({ kind: 'unknown-host' })
  })

  it('is not asked without its password', async () => {
    const outcome = await tried('turn', { ...turn({ port: 9 }, 'udp'), turnPassword: undefined })
    expect(outcome).toEqual({ kind: 'password-missing' })
  })

  it('is believed with the authority of the CA file', async () => {
    const server = await tlsServer([`IP:${host}`])
    const { caFile } = authority
    expect(await tried('turn', { ...turn(server, 'tls'), caFile })).toEqual(refused)
    expect(server.heard).not.toEqual([])
  })

  it.each([
    ['nobody vouches for', [`IP:${host}`], false, 'unable to verify the first certificate'],
    ['is for another name', ['DNS:other.example'], true, "does not match certificate's altnames"]
  ])('whose certificate %s is told nothing', async (_, names, hasFile, detail) => {
    const server = await tlsServer(names)
    const caFile = hasFile ? authority.caFile : undefined
    const outcome = await tried('turn', { ...turn(server, 'tls'), caFile })
    expect(outcome).toEqual({
      kind: 'certificate',
      detail: expect.stringContaining(detail) as string
    })
    expect(server.heard).toEqual([])
  })

  it('that the browser refused a moment ago stays refused', async () => {
    const server = await tlsServer([`IP:${host}`])
    await tried('turn', turn(server, 'tls'))
    const { caFile } = authority
    expect(await tried('turn', { ...turn(server, 'tls'), caFile })).toEqual({ kind: 'distrusted' })
    expect(server.heard).toEqual([])
  })

  it('with a CA file that cannot be read', async () => {
    const server = await tlsServer([`IP:${host}`])
    const outcome = await tried('turn', { ...turn(server, 'tls'), caFile: '/nowhere/ca.pem' })
    expect(outcome).toMatchObject({ kind: 'ca-file' })
  })
})

describe('a trial', () => {
  it('opens no microphone, and leaves nothing behind', async () => {
    const { port } = await opened(StunServer.open())
    await tried('stun', { stunServer: { host, port } })
    expect((await pageSeen(driver)).captures).toBe(0)
    const script = `spy.connections.map((each) => each.signalingState).every((is) => is === 'closed')`
    expect(await driver.ask('inPage', { script })).toBe(true)
  })

  it('of a server that is silent ends, and holds up no other and no call', async () => {
    const [stun, udp, over] = [
      await opened(PbxSocket.bind()),
      await opened(PbxSocket.bind()),
      await opened(silentServer())
    ]
    const silent = [
      await begun('stun', { stunServer: { host, port: stun.port } }),
      await begun('turn', turn(udp, 'udp')),
      await begun('turn', turn(over, 'tcp')),
      await begun('turn', turn(over, 'tls'))
    ]
    const { port } = await opened(StunServer.open())
    expect(await tried('stun', { stunServer: { host, port } })).toMatchObject({ kind: 'works' })

    // A call of the relay: its connection needs the other rule for addresses.
    await driver.ask('useAccount', { transport: 'udp' })
    await driver.ask('createOffer')
    const { tookMs } = await driver.ask('setMicrophone', { microphone: 'muted' })
    expect(tookMs).toBeLessThan(2_000)
    await driver.ask('closeCall')

    const outcomes = await Promise.all(silent.map(({ trial }) => trial))
    expect(outcomes).toEqual(silent.map(() => ({ kind: 'no-answer' })))
  })
})

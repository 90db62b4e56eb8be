import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PbxSocket } from '../../support/media/pbx-socket'
import { silentServer } from '../../support/media/silent-server'
import { DirectCall } from '../../support/media-driver/direct-call'
import { voiceHz } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import { spyOnPage } from '../../support/media-driver/page-spy'
import { ThrowAwayAuthority } from '../../support/tls/throw-away-authority'

// Direct calls with a TURN server that is no use: the call goes without it. One that relays is in tests/interop.
let driver: Driver
let call: DirectCall | undefined

beforeAll(async () => {
  driver = await launchDriver({ hz: voiceHz })
})

afterAll(async () => {
  await driver.stop()
})

beforeEach(async () => {
  await spyOnPage(driver)
})

afterEach(async () => {
  await call?.end()
})

const turned = (port: number, transport: 'udp' | 'tcp' | 'tls') => ({
  turnServer: { host: '127.0.0.1', port, transport },
  turnUser: 'coach',
  turnPassword: 'sesame'
})
const lastOutcome = () =>
  driver.events.findLast((event) => event.type === 'log' && event.message.includes('TURN'))
const unreachable = { level: 'warn', fields: { kind: 'unreachable' } }

/** No offer waits for a server that has said by itself that it is not there. */
const waitedForMs = 1_900

async function begins(account: Parameters<typeof DirectCall.beginDirect>[1]): Promise<DirectCall> {
  call = await DirectCall.beginDirect(driver, account)
  expect(call.offered).toMatch(/^a=candidate:\S+ 1 udp \d+ \S+ \d+ typ host/m)
  return call
}

describe('a direct call', () => {
  it.each(['udp', 'tcp', 'tls'] as const)(
    'waits two seconds for a TURN server that does not answer over %s, and begins',
    async (transport) => {
      const silent = transport === 'udp' ? await PbxSocket.bind() : await silentServer()
      const begun = await begins(turned(silent.port, transport))
      expect(begun.tookMs).toBeGreaterThan(waitedForMs)
      expect(begun.tookMs).toBeLessThan(6_000)
      expect(lastOutcome()).toMatchObject(unreachable)
      await driver.ask('setMicrophone', { microphone: 'open' })
      await begun.voiceArrives()
      silent.close()
    }
  )

  it('does not wait for a TURN server that is not there', async () => {
    const server = await silentServer()
    server.close()
    const { tookMs } = await begins(turned(server.port, 'tcp'))
    expect(tookMs).toBeLessThan(waitedForMs)
    expect(lastOutcome()).toMatchObject(unreachable)
  })

  it('has no TURN server without its password', async () => {
    await begins({ ...turned(9, 'tcp'), turnPassword: undefined })
    const script = 'spy.connections.at(-1).getConfiguration().iceServers.length'
    expect(await driver.ask('inPage', { script })).toBe(0)
  })

  it('says nothing to a TURN server whose certificate nobody vouches for', async () => {
    const authority = await ThrowAwayAuthority.make()
    const server = createServer(await authority.issue(['IP:127.0.0.1']))
    const received: Buffer[] = []
    const failures: Error[] = []
    server.on('secureConnection', (socket) => {
      socket.on('data', (data: Buffer) => received.push(data)).on('error', () => {})
    })
    server.on('tlsClientError', (error) => failures.push(error))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { tookMs } = await begins(turned((server.address() as AddressInfo).port, 'tls'))
    expect(tookMs).toBeLessThan(waitedForMs)
    expect(lastOutcome()).toMatchObject(unreachable)
    expect(received).toEqual([])
    expect(failures).not.toEqual([])
    server.close()
    await authority.remove()
  })
})

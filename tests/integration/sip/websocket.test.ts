import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import type { TlsOptions } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '@contract/settings/customer'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { mostMessageBytes } from '../../../src-main/sip/transport/stream-framer'
import { ScriptedPeer, type ScriptedPeerOptions } from '../../support/scripted-peer'
import {
  acceptRegistrations,
  acceptSubscriptions,
  accountOn,
  answerCalls,
  inDialogRequest
} from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog,
  SubscriptionEvents
} from '../../support/sip-account-under-test'
import { ThrowAwayAuthority, type ServerCertificate } from '../../support/tls/throw-away-authority'

let authority: ThrowAwayAuthority
let forName: ServerCertificate
beforeAll(async () => {
  authority = await ThrowAwayAuthority.make()
  forName = await authority.issue(['DNS:localhost'])
})
afterAll(() => authority.remove())

let peer: ScriptedPeer
let account: SipAccount
const log = new SpyLog()

async function begin(
  transport: 'ws' | 'wss',
  changes: Partial<Account> = {},
  options: Partial<ScriptedPeerOptions> = {}
): Promise<void> {
  peer = await ScriptedPeer.start({
    transport,
    ...(transport === 'wss' ? { tls: forName } : {}),
    ...options
  })
  acceptRegistrations(peer)
  acceptSubscriptions(peer)
  answerCalls(peer)
  account = makeAccount(
    {
      ...accountOn(peer, transport),
      outboundProxy: { host: 'localhost', port: peer.port },
      ...(transport === 'wss' ? { caFile: authority.caFile } : {}),
      ...changes
    },
    { log, timers: { keepAliveMs: 30, pongTimeoutMs: 200 } }
  )
  account.start()
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
  expect(log.warnings).toEqual([])
})

describe.each(['ws', 'wss'] as const)('an account over %s', (transport) => {
  it('registers with the sub-protocol of SIP, at the usual path, under the name of the server', async () => {
    await begin(transport)
    const { through } = await registrationIs(account, 'registered')
    expect(through).toBe(`${transport} 127.0.0.1:${peer.port}`)
    const { url, headers } = peer.webSockets[0]!.upgrade
    expect(url).toBe('/ws')
    expect(headers.host).toBe(`localhost:${peer.port}`)
    expect(headers['sec-websocket-protocol']).toBe('sip')
    expect(headers['sec-websocket-extensions']).toBeUndefined()
    const [register] = peer.requestsOf('REGISTER')
    // We are no browser: we know our address and say it.
    const port = register?.source.port ?? 0
    expect(register?.header('via')).toMatch(
      new RegExp(`^SIP/2\\.0/${transport.toUpperCase()} 127\\.0\\.0\\.1:${port};`)
    )
    expect(register?.contactUri).toBe(`sip:adam@127.0.0.1:${port};transport=ws`)
    expect(account.localAddress()).toBe('127.0.0.1')
  })

  it('monitors, calls, is called back within the dialog, and unregisters', async () => {
    await begin(transport)
    await registrationIs(account, 'registered')
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')

    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const invite = peer.requestsOf('INVITE')[0]!
    const bye = inDialogRequest(peer, invite, 'BYE', 7)
    expect((await peer.request(bye, invite.source)).statusCode).toBe(200)
    expect(await callIs(call, 'terminated')).toMatchObject({ end: { by: 'remote' } })

    await account.stop()
    expect(peer.requestsOf('REGISTER').at(-1)?.header('expires')).toBe('0')
  })
})

describe('a WebSocket', () => {
  it('is opened at the path of the account', async () => {
    await begin('ws', { webSocketPath: '/sip?tenant=7' })
    const state = await registrationIs(account, 'retrying')
    expect(state).toMatchObject({
      reason: 'no-websocket',
      detail: 'Unexpected server response: 404'
    })
    expect(peer.received).toEqual([])
  })

  it.each<[string, string | false]>([
    ['nothing', false],
    ['another sub-protocol', 'mqtt']
  ])('is not used when the server agrees on %s', async (_, subProtocol) => {
    await begin('ws', {}, { subProtocol })
    const state = await registrationIs(account, 'retrying')
    expect(state.reason).toBe('no-websocket')
    expect(state.detail).toMatch(/subprotocol/)
    expect(peer.received).toEqual([])
  })

  it('carries messages as text and as binary frames', async () => {
    await begin('ws')
    await registrationIs(account, 'registered')
    const { port } = peer.requestsOf('REGISTER')[0]!.source
    for (const [index, encode] of [String, (text: string) => Buffer.from(text)].entries()) {
      const options = `OPTIONS sip:adam@127.0.0.1 SIP/2.0\r\n${peer.via()}\r\nFrom: <sip:p@x>;tag=1\r\nTo: <sip:adam@x>\r\nCall-ID: o${index}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`
      const answered = peer.next(({ statusCode, method }) => statusCode > 0 && method === 'OPTIONS')
      peer.send(encode(options), { host: '127.0.0.1', port })
      expect((await answered).statusCode).toBe(200)
    }
  })

  it.each<[string, string | Buffer]>([
    ['text that is no SIP', 'hello there'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0, 1, 2])],
    ['nothing', ''],
    ['a head without an end', 'SIP/2.0 200 OK\r\nVia: x']
  ])('survives frames with %s', async (_, frame) => {
    await begin('ws')
    await registrationIs(account, 'registered')
    peer.send(frame, peer.requestsOf('REGISTER')[0]!.source)
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    expect(peer.count('REGISTER')).toBe(1)
  })

  it('is lost with a frame that is too large for any SIP message', async () => {
    await begin('ws')
    await registrationIs(account, 'registered')
    const lost = registrationIs(account, 'retrying')
    peer.send('x'.repeat(mostMessageBytes + 1), peer.requestsOf('REGISTER')[0]!.source)
    expect((await lost).reason).toBe('connection-lost')
    await registrationIs(account, 'registered')
    expect(peer.count('REGISTER')).toBe(2)
  })

  it('that the server closes is opened anew, and so is one that is cut', async () => {
    await begin('ws')
    for (const end of ['close', 'terminate'] as const) {
      await registrationIs(account, 'registered')
      const lost = registrationIs(account, 'retrying')
      peer.webSockets[0]!.socket[end]()
      expect((await lost).reason).toBe('connection-lost')
    }
    await registrationIs(account, 'registered')
    expect(peer.count('REGISTER')).toBe(3)
  })

  it('is kept alive by its own pings, and is lost when the server falls silent', async () => {
    await begin('ws')
    await registrationIs(account, 'registered')
    await peer.nextPing()
    await peer.nextPing()
    const lost = registrationIs(account, 'retrying')
    // As if the server hung: what arrives is not read any more, so nothing is answered.
    peer.webSockets[0]!.upgrade.socket.pause()
    expect((await lost).reason).toBe('connection-lost')
  })

  it('answers a ping of RFC 5626', async () => {
    await begin('ws')
    await registrationIs(account, 'registered')
    const pong = peer.nextLineEnds()
    peer.send('\r\n\r\n', peer.requestsOf('REGISTER')[0]!.source)
    expect(await pong).toBe('\r\n')
  })
})

describe('WSS', () => {
  it.each<[string, () => Promise<TlsOptions>, RegExp]>([
    [
      'from an unknown authority',
      async () => {
        const other = await ThrowAwayAuthority.make()
        const certificate = await other.issue(['DNS:localhost'])
        await other.remove()
        return certificate
      },
      /unable to verify|unable to get/
    ],
    [
      'for another name',
      () => authority.issue(['DNS:elsewhere.example', 'IP:127.0.0.1']),
      /does not match.*localhost/
    ],
    ['that has expired', () => authority.issue(['DNS:localhost'], -1), /has expired/]
  ])('trusts no certificate %s', async (_, make, detail) => {
    await begin('wss', {}, { tls: await make() })
    const state = await registrationIs(account, 'retrying')
    expect(state.reason).toBe('certificate')
    expect(state.detail).toMatch(detail)
    expect(peer.webSockets).toEqual([])
  })

  it('does not speak TLS 1.1', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const
    await begin('wss', {}, { tls: { ...forName, ...old, ciphers: 'DEFAULT@SECLEVEL=0' } })
    expect((await registrationIs(account, 'retrying')).reason).toBe('unreachable')
    expect(peer.webSockets).toEqual([])
  })
})

describe('a server that takes connections', () => {
  let server: Server
  afterEach(() => server.close())

  it.each<[string, string]>([
    ['and says nothing', ''],
    ['and speaks something else', 'SSH-2.0-OpenSSH_9.2\r\n']
  ])('%s is no WebSocket', async (_, greeting) => {
    server = createServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .write(greeting)
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    peer = await ScriptedPeer.start({ transport: 'ws' })
    account = makeAccount(
      { ...accountOn(peer, 'ws'), outboundProxy: { host: '127.0.0.1', port } },
      { log, timers: { connectTimeoutMs: 100 } }
    )
    account.start()
    expect((await registrationIs(account, 'retrying')).reason).toBe('no-websocket')
  })
})

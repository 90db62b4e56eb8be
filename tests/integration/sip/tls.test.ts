import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import type { TlsOptions } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '@contract/settings/customer'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import { acceptRegistrations, accountOn, answerCalls } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog
} from '../../support/sip-account-under-test'
import { ThrowAwayAuthority, type ServerCertificate } from '../../support/tls/throw-away-authority'

let authority: ThrowAwayAuthority
let forName: ServerCertificate
beforeAll(async () => {
  authority = await ThrowAwayAuthority.make()
  forName = await authority.issue(['DNS:localhost'])
})
afterAll(() => authority.remove())

describe('an account over TLS', () => {
  let peer: ScriptedPeer
  let account: SipAccount
  const log = new SpyLog()

  async function begin(tls: TlsOptions = forName, changes: Partial<Account> = {}): Promise<void> {
    peer = await ScriptedPeer.start({ transport: 'tls', tls })
    acceptRegistrations(peer)
    answerCalls(peer)
    account = makeAccount(
      {
        ...accountOn(peer, 'tls'),
        outboundProxy: { host: 'localhost', port: peer.port },
        caFile: authority.caFile,
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

  it('registers with the authority of the CA file, and says so in Via and Contact', async () => {
    await begin()
    const { through } = await registrationIs(account, 'registered')
    expect(through).toBe(`tls 127.0.0.1:${peer.port}`)
    const [register] = peer.requestsOf('REGISTER')
    expect(register?.requestUri).toBe('sip:pbx.example')
    expect(register?.header('via')).toMatch(/^SIP\/2\.0\/TLS 127\.0\.0\.1:\d+;/)
    expect(register?.contactUri).toMatch(/^sip:adam@127\.0\.0\.1:\d+;transport=tls$/)
  })

  it('calls and hangs up', async () => {
    await begin()
    await registrationIs(account, 'registered')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).requestUri).toMatch(/^sip:peer@127\.0\.0\.1:\d+;transport=tls$/)
  })

  it('is kept alive, and is lost when the peer falls silent', async () => {
    await begin()
    await registrationIs(account, 'registered')
    await peer.nextPing()
    await peer.nextPing()
    peer.answersPings = false
    const lost = registrationIs(account, 'retrying')
    expect((await lost).reason).toBe('connection-lost')
  })

  it('compares the certificate with an address when the server has no name', async () => {
    await begin(await authority.issue(['IP:127.0.0.1']), {})
    await account.stop()
    account = makeAccount({ ...accountOn(peer, 'tls'), caFile: authority.caFile }, { log })
    account.start()
    await registrationIs(account, 'registered')
  })

  it.each<[string, () => Promise<[TlsOptions, Partial<Account>]>, RegExp]>([
    [
      'from an unknown authority',
      async () => {
        const other = await ThrowAwayAuthority.make()
        const certificate = await other.issue(['DNS:localhost'])
        await other.remove()
        return [certificate, {}]
      },
      /unable to verify|unable to get/
    ],
    [
      'for another name',
      async () => [await authority.issue(['DNS:elsewhere.example', 'IP:127.0.0.1']), {}],
      /does not match.*localhost/
    ],
    [
      'that has expired',
      async () => [await authority.issue(['DNS:localhost'], -1), {}],
      /has expired/
    ]
  ])('trusts no certificate %s', async (_, make, detail) => {
    await begin(...(await make()))
    const state = await registrationIs(account, 'retrying')
    expect(state.reason).toBe('certificate')
    expect(state.detail).toMatch(detail)
    expect(peer.received).toEqual([])
  })

  it.each([
    ['is not there', async () => '/no/such/file.pem'],
    [
      'holds no certificate',
      async () => {
        const file = `${authority.caFile}.broken`
        await writeFile(file, 'no certificate')
        return file
      }
    ]
  ])('says that a CA file %s', async (_, file) => {
    await begin(forName, { caFile: await file() })
    expect((await registrationIs(account, 'retrying')).reason).toBe('ca-file')
    expect(peer.received).toEqual([])
  })

  it('does not speak TLS 1.1', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const
    await begin({ ...forName, ...old, ciphers: 'DEFAULT@SECLEVEL=0' })
    expect((await registrationIs(account, 'retrying')).reason).toBe('unreachable')
    expect(peer.received).toEqual([])
  })
})

describe('a server that accepts and says nothing', () => {
  let server: Server
  afterEach(() => server.close())

  it('is given up in time', async () => {
    server = createServer((socket) => socket.on('error', () => {}).resume())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const account = makeAccount(
      {
        user: 'adam',
        domain: 'localhost',
        outboundProxy: { host: 'localhost', port },
        transport: 'tls',
        dtmfMethod: 'auto',
        registrationSeconds: 300
      },
      { timers: { connectTimeoutMs: 100 } }
    )
    account.start()
    expect((await registrationIs(account, 'retrying')).reason).toBe('unreachable')
    await account.stop()
  })
})

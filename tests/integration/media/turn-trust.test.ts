import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TurnTrust } from '../../../src-main/media/session/turn-trust'
import { ThrowAwayAuthority, type ServerCertificate } from '../../support/tls/throw-away-authority'

// The browser asks by the name of a server and its certificate; here a test asks, with those of a real server.
const host = '127.0.0.1'
const authorities = async (caFile: string | undefined) =>
  caFile === undefined ? [] : [await readFile(caFile, 'utf8')]

let authority: ThrowAwayAuthority
let stranger: ThrowAwayAuthority
let close = () => {}

beforeAll(async () => {
  authority = await ThrowAwayAuthority.make()
  stranger = await ThrowAwayAuthority.make()
})

afterAll(async () => {
  await authority.remove()
  await stranger.remove()
})

afterEach(() => close())

async function serverWith(certificate: ServerCertificate): Promise<number> {
  const server = createServer(certificate)
  server.on('tlsClientError', () => {})
  server.listen(0, host)
  await once(server, 'listening')
  close = () => server.close()
  return (server.address() as AddressInfo).port
}

function trustIn(port: number, caFile: string | undefined, transport: 'tls' | 'tcp' = 'tls') {
  const trust = new TurnTrust(authorities, { debug() {}, info() {}, warn() {} })
  trust.use({ turnServer: { host, port, transport }, caFile })
  return trust
}

describe('a TURN server is vouched for', () => {
  it('with a certificate of the authority in the CA file, for itself alone', async () => {
    const certificate = await authority.issue([`IP:${host}`])
    const trust = trustIn(await serverWith(certificate), authority.caFile)
    expect(await trust.vouchesFor(host, certificate.cert)).toBe(true)
    expect(await trust.vouchesFor('turn.example', certificate.cert)).toBe(false)
  })

  it('not with another certificate than its own', async () => {
    const trust = trustIn(await serverWith(await authority.issue([`IP:${host}`])), authority.caFile)
    const other = await authority.issue([`IP:${host}`])
    expect(await trust.vouchesFor(host, other.cert)).toBe(false)
  })

  it.each<[string, () => Promise<ServerCertificate>]>([
    ['of somebody else', () => stranger.issue([`IP:${host}`])],
    ['for another name', () => authority.issue(['DNS:other.example'])],
    ['that has expired', () => authority.issue([`IP:${host}`], -1)]
  ])('not with one %s', async (_, issued) => {
    const certificate = await issued()
    const trust = trustIn(await serverWith(certificate), authority.caFile)
    expect(await trust.vouchesFor(host, certificate.cert)).toBe(false)
  })

  it('not without a CA file, not any more when it is gone, and not without TLS', async () => {
    const certificate = await authority.issue([`IP:${host}`])
    const port = await serverWith(certificate)
    const trust = trustIn(port, authority.caFile)
    trust.use({ turnServer: { host, port, transport: 'tls' } })
    expect(await trust.vouchesFor(host, certificate.cert)).toBe(false)
    const plain = trustIn(port, authority.caFile, 'tcp')
    expect(await plain.vouchesFor(host, certificate.cert)).toBe(false)
  })

  it('not when it has gone', async () => {
    const certificate = await authority.issue([`IP:${host}`])
    const trust = trustIn(await serverWith(certificate), authority.caFile)
    close()
    expect(await trust.vouchesFor(host, certificate.cert)).toBe(false)
  })
})

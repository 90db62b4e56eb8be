import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import {
  acceptRegister,
  acceptRegistrations,
  accountOn,
  challenging
} from '../../support/scripted-peer-roles'
import type { PeerChallenge } from '../../support/scripted-peer-message'
import { makeAccount, registrationIs } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount

/** Registered for 300 s, and quiet from then on. */
async function registered(transport: 'udp' | 'tcp', timers = {}): Promise<void> {
  peer = await ScriptedPeer.start({ transport, t1Ms: 50 })
  acceptRegistrations(peer)
  account = makeAccount(accountOn(peer, transport), {
    timers: { answerTimeoutMs: 150, registrarProbeMs: 100, ...timers }
  })
}

async function begin(): Promise<void> {
  account.start()
  await registrationIs(account, 'registered')
}

const kindsOf = () => {
  const kinds: string[] = []
  account.onRegistration(({ kind }) => kinds.push(kind))
  return kinds
}
const asked = () => peer.nextRequest('OPTIONS')

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe('a PBX on UDP', () => {
  it('that dies is noticed long before the registration is due', async () => {
    await registered('udp')
    peer.on('OPTIONS', (request) => peer.respond(request, '200 OK'))
    await begin()
    const first = await asked()
    expect(first.requestUri).toBe('sip:pbx.example')
    peer.loseIncoming = () => true
    expect((await registrationIs(account, 'retrying')).reason).toBe('no-answer')
  })

  it('is there when it refuses to say so, and is told who asks', async () => {
    const challenge: PeerChallenge = { algorithm: 'MD5', realm: 'pbx', nonce: 'n', qop: 'auth' }
    await registered('udp')
    const refused = new Promise<void>((resolve) => {
      peer.on(
        'OPTIONS',
        challenging(peer, challenge, (request) => {
          peer.respond(request, '404 Not Found')
          resolve()
        })
      )
    })
    await begin()
    const kinds = kindsOf()
    await refused
    await asked()
    expect(kinds).toEqual([])
    expect(peer.count('REGISTER')).toBe(1)
  })

  it('that never answers such a question is not asked about its registration for it', async () => {
    await registered('udp')
    await begin()
    const kinds = kindsOf()
    const branches = new Set<string>()
    while (branches.size < 3) branches.add((await asked()).branch)
    expect(kinds).toEqual([])
    expect(peer.count('REGISTER')).toBe(1)
  })

  it('that answers it no more, but a REGISTER, stays connected', async () => {
    await registered('udp')
    peer.on('OPTIONS', (request) => peer.respond(request, '200 OK'))
    await begin()
    const kinds = kindsOf()
    await asked()
    peer.on('OPTIONS', () => {})
    const again = await peer.nextRequest('REGISTER')
    expect(again.header('expires')).toBe('300')
    const branches = new Set<string>()
    while (branches.size < 3) branches.add((await asked()).branch)
    expect(new Set(kinds)).toEqual(new Set(['registered']))
    expect(peer.count('REGISTER')).toBe(2)
  })

  it('that says something is not asked', async () => {
    await registered('udp', { registrarProbeMs: 400 })
    peer.on('REGISTER', (request) => {
      acceptRegister(peer, request)
      setTimeout(() => void peer.request(pingTo(request.contactUri), request.source), 200)
    })
    await begin()
    const begunAt = performance.now()
    await asked()
    expect(performance.now() - begunAt).toBeGreaterThan(550)
  })
})

describe('a PBX on TCP', () => {
  it('is not asked: the connection tells', async () => {
    await registered('tcp', { keepAliveMs: 150 })
    await begin()
    await peer.nextPing()
    await peer.nextPing()
    expect(peer.count('OPTIONS')).toBe(0)
  })
})

function pingTo(contact: string): string {
  return [
    `OPTIONS ${contact} SIP/2.0`,
    peer.via(),
    'Max-Forwards: 70',
    'From: <sip:pbx.example>;tag=ping',
    `To: <${contact}>`,
    'Call-ID: ping',
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    ''
  ].join('\r\n')
}

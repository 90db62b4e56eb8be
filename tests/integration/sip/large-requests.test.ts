import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import { challengeValue, type PeerChallenge } from '../../support/scripted-peer-message'
import {
  acceptRegistrations,
  accountOn,
  answerCall,
  answerCalls,
  inDialogRequest,
  isAuthorized,
  manager
} from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog
} from '../../support/sip-account-under-test'

/** RFC 3261 §18.1.1: no datagram may be larger. */
const mostBytes = 1_300

let udp: ScriptedPeer
let tcp: ScriptedPeer
let account: SipAccount
let log: SpyLog

/** A PBX that listens on one port for both, as PBXs do. */
async function startPeers(): Promise<void> {
  for (;;) {
    udp = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
    try {
      tcp = await ScriptedPeer.start({ transport: 'tcp', port: udp.port })
      return
    } catch {
      // Somebody else has the port for TCP.
      await udp.stop()
    }
  }
}
const largeMedia = (): FakeCallMedia => {
  const media = new FakeCallMedia()
  media.offer += `a=x-filler:${'y'.repeat(mostBytes)}\r\n`
  return media
}
beforeEach(async () => {
  log = new SpyLog()
  await startPeers()
  acceptRegistrations(udp)
  answerCalls(udp)
  account = makeAccount(accountOn(udp, 'udp'), { log })
  account.start()
  await registrationIs(account, 'registered')
})
afterEach(async () => {
  await account.stop()
  await udp.stop()
  await tcp.stop()
  expect(log.warnings).toEqual([])
  for (const { raw } of udp.received) expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(mostBytes)
})

describe('a request that is too large for a datagram', () => {
  it('goes by TCP to the same address, and the call goes on by UDP', async () => {
    tcp.on('INVITE', (request) => answerCall(tcp, request, 'peer', udp.contact))
    const call = account.invite('*90744', largeMedia())
    const ack = udp.nextRequest('ACK')
    await callIs(call, 'confirmed')
    const invite = tcp.requestsOf('INVITE')[0]!
    expect(invite.header('via')).toMatch(/^SIP\/2\.0\/TCP 127\.0\.0\.1:\d+;/)
    expect(invite.source.host).toBe('127.0.0.1')
    expect(invite.contactUri).toMatch(/transport=udp$/)
    expect(udp.count('INVITE')).toBe(0)
    expect((await ack).header('via')).toMatch(/^SIP\/2\.0\/UDP /)
    // The port of the connection is not where the PBX can call us.
    const refresh = udp.nextRequest('REGISTER')
    account.changePassword(manager.password)
    expect((await refresh).contactUri).toBe(udp.requestsOf('REGISTER')[0]?.contactUri)
    const bye = udp.nextRequest('BYE')
    call.hangUp()
    await bye
  })

  it('is cancelled, and its refusal acknowledged, by TCP too', async () => {
    tcp.on('INVITE', (request) => tcp.respond(request, '180 Ringing'))
    tcp.on('CANCEL', (request) => {
      tcp.respond(request, '200 OK')
      tcp.respond(tcp.requestsOf('INVITE')[0]!, '487 Request Terminated')
    })
    const call = account.invite('*90744', largeMedia())
    await callIs(call, 'early')
    const ack = tcp.nextRequest('ACK')
    call.hangUp()
    const branches = [tcp.requestsOf('INVITE')[0], await ack, tcp.requestsOf('CANCEL')[0]].map(
      (one) => one?.header('via')
    )
    expect(new Set(branches).size).toBe(1)
    expect(udp.count('CANCEL') + udp.count('ACK')).toBe(0)
  })

  it('answers its challenge by TCP', async () => {
    const challenge: PeerChallenge = { algorithm: 'MD5', realm: 'pbx', nonce: 'n', qop: 'auth' }
    tcp.on('INVITE', (request) => {
      if (isAuthorized(request, challenge)) answerCall(tcp, request, 'peer', udp.contact)
      else
        tcp.respond(request, '401 Unauthorized', {
          headers: [`WWW-Authenticate: ${challengeValue(challenge)}`]
        })
    })
    await callIs(account.invite('*90744', largeMedia()), 'confirmed')
    expect(tcp.count('INVITE')).toBe(2)
  })

  it('lets the PBX go on over the connection where it wants to', async () => {
    tcp.on('INVITE', (request) => answerCall(tcp, request))
    tcp.on('ACK', () => {}).on('BYE', (request) => tcp.respond(request, '200 OK'))
    const call = account.invite('*90744', largeMedia())
    const ack = tcp.nextRequest('ACK')
    await callIs(call, 'confirmed')
    expect((await ack).header('via')).toMatch(/^SIP\/2\.0\/TCP /)
    const invite = tcp.requestsOf('INVITE')[0]!
    const reply = await tcp.request(inDialogRequest(tcp, invite, 'BYE', 7), invite.source)
    expect(reply.statusCode).toBe(200)
    expect(await callIs(call, 'terminated')).toMatchObject({ end: { by: 'remote' } })
  })
})

describe('a PBX that refuses TCP', () => {
  it('gets the large request by UDP after all, and the next one without trying', async () => {
    const { port } = tcp
    await tcp.stop()
    for (let call = 1; call <= 2; call++) {
      const media = largeMedia()
      await callIs(account.invite('*90744', media), 'confirmed')
      expect(udp.count('INVITE')).toBe(call)
    }
    expect(udp.requestsOf('INVITE')[0]?.header('via')).toMatch(/^SIP\/2\.0\/UDP /)
    const refusals = log.lines.filter((line) => line.includes('it goes by UDP'))
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toContain(`127.0.0.1:${port}`)
    udp.received.length = 0
  })
})

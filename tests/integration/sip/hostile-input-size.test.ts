import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import { PeerMessage } from '../../support/scripted-peer-message'
import { callIs, FakeCallMedia, registrationIs } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount

async function registered(transport: PeerTransport): Promise<PeerMessage> {
  ;({ peer, account } = await registeredOn(transport))
  return peer.first('REGISTER')
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

/** A request outside any dialog, with more header lines. */
const request = (method: string, callId: string, more: readonly string[], body = '') =>
  [
    `${method} sip:adam@pbx.example SIP/2.0`,
    peer.via(),
    'From: <sip:someone@pbx.example>;tag=x',
    'To: <sip:adam@pbx.example>',
    `Call-ID: ${callId}`,
    `CSeq: 1 ${method}`,
    `Contact: ${peer.contact}`,
    'Event: dialog',
    'Subscription-State: active',
    ...more,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body
  ].join('\r\n')

const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index))

/** As much as a datagram holds, or a head on a stream, and in the worst shape. */
const oversized: readonly (readonly [string, readonly string[]])[] = [
  ['thousands of header fields', times(7_000, (index) => `X${index}:`)],
  ['thousands of Vias', times(1_500, (index) => `Via: SIP/2.0/UDP h${index};branch=b`)],
  [
    'a thousand Vias in one line',
    [`Via: ${times(1_500, (index) => `SIP/2.0/UDP h${index};branch=b`).join(',')}`]
  ],
  [
    'thousands of Contacts and routes',
    times(700, (i) => `Contact: <sip:a@h${i}>\r\nRecord-Route: <sip:r${i};lr>`)
  ],
  ['one line without an end', [`Subject: ${'x'.repeat(60_000)}`]],
  ['a quote that never closes', [`Contact: ${'"\\'.repeat(30_000)}`]],
  ['a thousand folds', [`Subject: a${'\r\n b'.repeat(15_000)}`]],
  ['a thousand extensions', [`Require: ${times(8_000, (index) => `x${index}`).join(',')}`]],
  ['bytes that are no text', [`Subject: ${'\u0000\u00ff\u0080'.repeat(9_000)}`]]
]

describe.each<PeerTransport>(['udp', 'tcp'])('over %s', (transport) => {
  it.each(oversized)('%s cost nothing but themselves', async (name, lines) => {
    const register = await registered(transport)
    for (const method of ['OPTIONS', 'NOTIFY', 'INVITE', 'BYE', 'MESSAGE']) {
      const text = request(method, `${name} ${method}`, lines)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_507)
      peer.send(Buffer.from(text, name.startsWith('bytes') ? 'latin1' : 'utf8'), register.source)
    }
    const answer = await peer.request(request('OPTIONS', 'after', []), register.source)
    expect(answer.statusCode).toBe(200)
    expect(account.registration.kind).toBe('registered')
    const call = account.invite('744', new FakeCallMedia())
    await callIs(call, 'confirmed')
  })
})

describe('over tcp', () => {
  it('a body of 200 kB is read, and one of three megabytes loses the connection', async () => {
    const register = await registered('tcp')
    const large = request('OPTIONS', 'large', ['Content-Type: x/y'], 'b'.repeat(200_000))
    expect((await peer.request(large, register.source)).statusCode).toBe(200)
    const lost = registrationIs(account, 'retrying')
    const huge = request('OPTIONS', 'huge', []).replace(
      'Content-Length: 0',
      'Content-Length: 3000000'
    )
    peer.send(huge, register.source)
    expect((await lost).reason).toBe('connection-lost')
    await registrationIs(account, 'registered')
  })
})

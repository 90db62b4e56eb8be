import { afterEach, describe, expect, it } from 'vitest'
import { redactMessage } from '../../../src-main/diagnostics/redact-message'
import { SipTrace } from '../../../src-main/diagnostics/sip-trace'
import { traceCapture } from '../../../src-main/diagnostics/trace-capture'
import { traceText } from '../../../src-main/diagnostics/trace-text'
import { SipAccount } from '../../../src-main/sip/sip-account'
import { readCapture } from '../../support/diagnostics/read-capture'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import {
  acceptRegister,
  accountOn,
  answerCall,
  answerCalls,
  challenging,
  manager
} from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  quickTimers,
  registrationIs,
  SpyLog
} from '../../support/sip-account-under-test'

const key = 'd0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj'
const nonce = '4bd1a75ef31c'
const challenge = { algorithm: 'SHA-256', realm: 'pbx', nonce, qop: 'auth' } as const

let peer: ScriptedPeer
let account: SipAccount
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

async function traced(transport: 'udp' | 'tcp', host: string, lose: () => boolean = () => false) {
  peer = await ScriptedPeer.start({ transport, host })
  peer.loseIncoming = lose
  answerCalls(peer)
  peer
    .on(
      'REGISTER',
      challenging(peer, challenge, (request) => acceptRegister(peer, request))
    )
    .on(
      'INVITE',
      challenging(peer, challenge, (request) => answerCall(peer, request))
    )
    .on('INFO', (request) => peer.respond(request, '200 OK'))
  const trace = new SipTrace(Date.now)
  trace.record(true)
  account = new SipAccount({
    account: accountOn(peer, transport),
    password: manager.password,
    log: new SpyLog(),
    timers: quickTimers,
    wire: trace.wireOf('Northwind')
  })
  account.start()
  await registrationIs(account, 'registered')
  const media = new FakeCallMedia()
  media.offer += `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}\r\n`
  const call = account.invite('*90744', media)
  await callIs(call, 'confirmed')
  await call.sendInfo('7', 160)
  call.hangUp()
  await answered(trace, 'BYE')
  return trace
}

/** Waits until the trace has a response to a method. */
async function answered(trace: SipTrace, method: string): Promise<void> {
  let { revision, messages } = await trace.read(null)
  while (!messages.some(({ summary }) => summary?.method === method && summary.statusCode === 200))
    ({ revision, messages } = await trace.read(revision))
}

const octets = ({ raw }: PeerMessage) => Buffer.from(raw).toString('latin1')

describe.each([
  ['udp', '127.0.0.1'],
  ['tcp', '127.0.0.1'],
  ['udp', '::1']
] as const)('the trace of a call over %s on %s', (transport, host) => {
  it('has every message as it arrived at the PBX, and no secret of it', async () => {
    const trace = await traced(transport, host)
    const sent = trace.entries.filter(({ direction }) => direction === 'sent')
    expect(sent.map(({ text }) => text)).toEqual(peer.received.map(octets).map(redactMessage))
    const received = trace.entries.filter(({ direction }) => direction === 'received')
    expect(received.map(({ summary }) => `${summary?.method} ${summary?.statusCode}`)).toEqual([
      'REGISTER 401',
      'REGISTER 200',
      'INVITE 401',
      'INVITE 200',
      'INFO 200',
      'BYE 200'
    ])

    const wire = peer.received.map(({ raw }) => raw).join('')
    const answers = [...wire.matchAll(/(?:response|cnonce)="([^"]+)"/g)].map(([, value]) => value)
    expect(answers.length).toBeGreaterThanOrEqual(4)
    expect(wire).toContain(key)
    expect(wire).toContain('Signal=7')
    const file = { entries: trace.entries, dropped: 0, exportedAt: 0, producer: 'Coachline' }
    for (const exported of [traceText(file), traceCapture(file).toString('latin1')]) {
      for (const secret of [...answers, manager.password, nonce, key, 'Signal=7'])
        expect(exported).not.toContain(secret)
      expect(exported).toContain('INVITE sip:*90744@pbx.example')
    }
  })

  it('is read back from the capture as it was recorded', async () => {
    const trace = await traced(transport, host)
    const { packets } = readCapture(
      traceCapture({ entries: trace.entries, dropped: 0, exportedAt: 0, producer: 'Coachline' })
    )
    expect(packets.map(({ payload }) => payload.toString('latin1'))).toEqual(
      trace.entries.map(({ text }) => text)
    )
    const addresses = new Set(packets.flatMap(({ from, to }) => [from, to]))
    expect(addresses.size).toBe(2)
    expect([...addresses].some((address) => address.endsWith(`:${peer.port}`))).toBe(true)
  })
})

it('a trace shows what was sent again because nobody answered', async () => {
  let losses = 2
  const trace = await traced('udp', '127.0.0.1', () => losses-- > 0)
  const registers = trace.entries.filter(
    ({ direction, summary }) => direction === 'sent' && summary?.method === 'REGISTER'
  )
  expect(registers.slice(0, 4).map(({ repeated }) => repeated)).toEqual([false, true, true, false])
})

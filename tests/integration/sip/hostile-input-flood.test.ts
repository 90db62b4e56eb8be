import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { Flow } from '../../../src-main/sip/flow/flow'
import { setTransactionTimers } from '../../../src-main/sip/flow/sipjs-repairs'
import { defaultTimers } from '../../../src-main/sip/sip-timers'
import { SipTrace } from '../../../src-main/diagnostics/sip-trace'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { accountOn, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, quickTimers, SpyLog } from '../../support/sip-account-under-test'

const floodSize = 10_000

interface Endpoint {
  readonly host: string
  readonly port: number
}

/** Every kind of message, of no dialog that there is; each a transaction of its own. */
function floodMessage(index: number, from: Endpoint): string {
  const number = String(index)
  const method = floodMethods[index % floodMethods.length] ?? 'OPTIONS'
  const isResponse = index % 7 === 0
  return [
    isResponse ? 'SIP/2.0 200 OK' : `${method} sip:adam@pbx.example SIP/2.0`,
    `Via: SIP/2.0/UDP ${from.host}:${String(from.port)};branch=z9hG4bKflood${number}`,
    `From: <sip:x@pbx.example>;tag=${number}`,
    `To: <sip:adam@pbx.example>${index % 4 === 1 ? `;tag=${number}` : ''}`,
    `Call-ID: flood-${number}`,
    `CSeq: ${number} ${method}`,
    'Event: dialog',
    'Subscription-State: active',
    `Contact: <sip:x@${from.host}>`,
    'Content-Length: 0',
    '',
    ''
  ].join('\r\n')
}
const floodMethods = [
  'INVITE',
  'NOTIFY',
  'OPTIONS',
  'BYE',
  'MESSAGE',
  'CANCEL',
  'INFO',
  'ACK',
  'PRACK'
]

/** As fast as the sockets take it; the other side lives in this process and gets its turns. */
async function flood(send: (text: string) => void, from: Endpoint): Promise<void> {
  for (let index = 0; index < floodSize; index++) {
    send(floodMessage(index, from))
    if (index % 25 === 0) await turn()
  }
}

describe('a call in a flood', { timeout: 90_000 }, () => {
  let peer: ScriptedPeer
  let account: SipAccount
  let stranger: Socket
  const log = new SpyLog()

  async function inCall() {
    const trace = new SipTrace(Date.now)
    trace.record(true)
    ;({ peer, account } = await registeredOn('udp', { log, wire: trace.wireOf('Northwind') }))
    for (const method of ['INFO', 'OPTIONS'])
      peer.on(method, (request) => peer.respond(request, '200 OK'))
    stranger = createSocket('udp4')
    stranger.bind(0, '127.0.0.2')
    await once(stranger, 'listening')
    const call = account.invite('744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    return { call, invite, trace }
  }
  afterEach(async () => {
    await account.stop()
    await peer.stop()
    stranger.close()
    expect(log.warnings).toEqual([])
  })

  it.each(['the PBX', 'a stranger'])(
    'of %s goes on, and everything after it is served',
    async (who) => {
      const { call, invite, trace } = await inCall()
      const to = invite.source
      const fromPbx = who === 'the PBX'
      const send = (text: string) =>
        fromPbx ? peer.send(text, to) : stranger.send(text, to.port, to.host)
      const from = fromPbx ? peer : { host: '127.0.0.2', port: stranger.address().port }
      const served: Promise<PeerMessage>[] = []
      const flooding = flood(send, from)
      for (let cseq = 1; cseq <= 5; cseq++) {
        const info = inDialogRequest(peer, invite, 'INFO', cseq)
        served.push(peer.request(info, to))
        expect((await call.sendInfo('1', 160)).statusCode).toBe(200)
      }
      await flooding
      for (const answer of await Promise.all(served)) expect(answer.statusCode).toBeLessThan(500)
      const after = inDialogRequest(peer, invite, 'OPTIONS', 6)
      expect((await peer.request(after, to)).statusCode).toBe(200)
      expect(call.state.kind).toBe('confirmed')
      expect(account.registration.kind).toBe('registered')
      expect(trace.entries.length).toBeLessThanOrEqual(5_000)
    }
  )
})

describe('the tables of a flow', { timeout: 90_000 }, () => {
  it('are bounded in a flood, and empty when it is over', async () => {
    const timers = { ...defaultTimers, ...quickTimers, t1Ms: 5 }
    setTransactionTimers(timers)
    const peer = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
    const pbx = { host: peer.host, port: peer.port }
    const flow = await Flow.open({
      account: accountOn(peer, 'udp'),
      pbx,
      addresses: [pbx],
      timers,
      log: new SpyLog(),
      signal: new AbortController().signal
    })
    const { userAgentServers, userAgentClients, dialogs, subscribers } = flow.core
    let most = 0
    await flood((text) => {
      peer.send(text, flow.local)
      most = Math.max(most, userAgentServers.size)
    }, peer)
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(100)
    await expect.poll(() => userAgentServers.size, { timeout: 20_000 }).toBe(0)
    expect([userAgentClients.size, dialogs.size, subscribers.size]).toEqual([0, 0, 0])
    flow.close()
    await peer.stop()
  })
})

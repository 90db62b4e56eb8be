import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { ScriptedPeer } from '../../support/scripted-peer'
import { PeerMessage } from '../../support/scripted-peer-message'
import { callIs, FakeCallMedia, registrationIs, SpyLog } from '../../support/sip-account-under-test'
import { invalidTorture } from '../../support/torture/torture-invalid'
import type { TortureMessage } from '../../support/torture/torture-message'
import { semanticTorture } from '../../support/torture/torture-semantics'
import { validTorture } from '../../support/torture/torture-valid'

const everyTorture = [...validTorture, ...invalidTorture, ...semanticTorture]

let peer: ScriptedPeer
let account: SipAccount
let log: SpyLog

async function registered(transport: 'udp' | 'tcp'): Promise<PeerMessage> {
  ;({ peer, account, log } = await registeredOn(transport))
  return peer.first('REGISTER')
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

/** With `rport` in its topmost Via, so that the answer comes to whoever sent it and not to port 5060. */
function answerable({ octets }: TortureMessage): Buffer {
  const text = octets.toString('latin1')
  return Buffer.from(text.replace(/branch *=/, 'rport;branch='), 'latin1')
}

/** An OPTIONS that is answered after everything that was sent before it. */
const afterAll = (register: PeerMessage) =>
  peer.request(
    [
      `OPTIONS ${register.contactUri} SIP/2.0`,
      peer.via(),
      'From: <sip:pbx@pbx.example>;tag=after',
      'To: <sip:adam@pbx.example>',
      'Call-ID: after-all',
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
      '',
      ''
    ].join('\r\n'),
    register.source
  )

describe('the torture messages of RFC 4475', () => {
  it('are answered over UDP as they should be, and the account lives on', async () => {
    const register = await registered('udp')
    const before = peer.received.length
    for (const torture of everyTorture) peer.send(answerable(torture), register.source)
    await afterAll(register)
    const answers = peer.received.slice(before)
    const heard = Object.fromEntries(
      everyTorture.map(({ name, read }) => {
        const answer = answers.find(
          (message) => read && message.statusCode > 100 && message.header('call-id') === read.callId
        )
        return [name, answer?.statusCode ?? null]
      })
    )
    expect(heard).toEqual(
      Object.fromEntries(everyTorture.map(({ name, answer }) => [name, answer]))
    )
    expect(log.warnings).toEqual([])

    const call = account.invite('744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    expect(account.registration.kind).toBe('registered')
  })

  it('two in one piece are two on a stream', async () => {
    const register = await registered('tcp')
    const torture = validTorture.find(({ name }) => name === 'dblreq')
    if (!torture) throw new Error('no dblreq')
    const second = peer.next((message) => message.method === 'INVITE' && message.statusCode > 100)
    peer.send(torture.octets, register.source)
    expect((await second).statusCode).toBe(486)
    expect(
      peer.received.some(({ method, statusCode }) => method === 'REGISTER' && statusCode === 405)
    ).toBe(true)
    expect(peer.openConnections).toBe(1)
  })

  it.each(['mcl01', 'ncl'])(
    '%s costs the stream, whose next message begins nobody knows where',
    async (name) => {
      const register = await registered('tcp')
      const torture = everyTorture.find((each) => each.name === name)
      if (!torture) throw new Error(`no ${name}`)
      const lost = registrationIs(account, 'retrying')
      peer.send(torture.octets, register.source)
      expect((await lost).reason).toBe('connection-lost')
      await registrationIs(account, 'registered')
    }
  )
})

import { afterEach, describe, expect, it } from 'vitest'
import type { SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { callsUs } from '../../support/peer-caller'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

const withUpdate = 'Allow: INVITE, ACK, BYE, UPDATE'

describe.each<PeerTransport>(['udp', 'tcp'])('a session over %s', (transport) => {
  let peer: ScriptedPeer
  let account: SipAccount
  let media: FakeCallMedia
  let log: SpyLog

  /** Joins a call whose 2xx has these header fields; further INVITEs are answered in the same way. */
  async function join(headers: readonly string[]): Promise<{ call: SipCall; invite: PeerMessage }> {
    ;({ peer, account, media, log } = await registeredOn(transport))
    peer.on('INVITE', (request) =>
      peer.respond(request, '200 OK', {
        headers: [`Contact: ${peer.contact}`, ...headers],
        contentType: 'application/sdp',
        body: answerSdp
      })
    )
    const call = account.invite('744', media)
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    return { call, invite }
  }
  const update = (
    invite: PeerMessage,
    cseq: number,
    options: { headers?: string[]; body?: string } = {}
  ) => peer.request(inDialogRequest(peer, invite, 'UPDATE', cseq, options), invite.source)

  afterEach(async () => {
    await account.stop()
    await peer.stop()
    expect(log.warnings).toEqual([])
  })

  it('leaves its expiry to the PBX', async () => {
    const { invite } = await join([])
    expect(invite.header('supported')).toContain('timer')
    expect(invite.header('min-se')).toBe('90')
    expect(invite.header('allow')).toContain('UPDATE')
    expect(invite.header('session-expires')).toBe('')
  })

  it('is refreshed by UPDATE when that is our part, again and again', async () => {
    const { call } = await join([withUpdate, 'Session-Expires: 2;refresher=uac'])
    peer.on('UPDATE', (request) =>
      peer.respond(request, '200 OK', { headers: ['Session-Expires: 2;refresher=uac'] })
    )
    const first = await peer.nextRequest('UPDATE')
    expect(first.header('session-expires')).toBe('2;refresher=uac')
    expect(first.body).toBe('')
    const second = await peer.nextRequest('UPDATE')
    expect(second.cseq).toBeGreaterThan(first.cseq)
    expect(call.state.kind).toBe('confirmed')
    expect(media.log).toEqual(['offer', `answer ${answerSdp.length}`])
  })

  it('is refreshed by re-INVITE where the PBX takes no UPDATE', async () => {
    const { call } = await join(['x: 2;refresher=uac'])
    const refresh = await peer.nextRequest('INVITE')
    const ack = await peer.nextRequest('ACK')
    expect(refresh.body).toBe(media.offer)
    expect(ack.cseq).toBe(refresh.cseq)
    expect(call.state.kind).toBe('confirmed')
  })

  it('is refreshed by re-INVITE when the PBX refuses the UPDATE that it allows', async () => {
    await join([withUpdate, 'Session-Expires: 2;refresher=uac'])
    peer.on('UPDATE', (request) => peer.respond(request, '501 Not Implemented'))
    const refresh = await peer.nextRequest('INVITE')
    expect(refresh.header('session-expires')).toBe('2;refresher=uac')
    expect(peer.count('UPDATE')).toBe(1)
  })

  it('is refreshed less often when the PBX says that the interval is too small', async () => {
    await join([withUpdate, 'Session-Expires: 2;refresher=uac'])
    peer.on('UPDATE', (request) => {
      if (peer.count('UPDATE') === 1)
        peer.respond(request, '422 Session Interval Too Small', { headers: ['Min-SE: 120'] })
      else peer.respond(request, '200 OK')
    })
    await peer.nextRequest('UPDATE')
    const second = await peer.nextRequest('UPDATE')
    expect(second.header('session-expires')).toBe('120;refresher=uac')
  })

  it('ends when the PBX does not refresh it', async () => {
    const { call } = await join(['Session-Expires: 1;refresher=uas', 'Require: timer'])
    const bye = peer.nextRequest('BYE')
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    await bye
    expect(peer.count('UPDATE')).toBe(0)
  })

  it('goes on when the PBX refreshes it by UPDATE', async () => {
    const { call, invite } = await join(['Session-Expires: 2;refresher=uas'])
    const answer = await update(invite, 1, {
      headers: ['Supported: timer', 'Session-Expires: 90;refresher=uac']
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.header('session-expires')).toBe('90;refresher=uac')
    expect(answer.header('require')).toBe('timer')
    expect(answer.contactUri).toContain('sip:adam@127.0.0.1')
    expect(answer.body).toBe('')
    expect(call.state.kind).toBe('confirmed')
    expect(media.log).toEqual(['offer', `answer ${answerSdp.length}`])
  })

  it('ends when the PBX does not know it any more at a refresh', async () => {
    const { call } = await join([withUpdate, 'Session-Expires: 2;refresher=uac'])
    peer.on('UPDATE', (request) => peer.respond(request, '481 Gone'))
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    expect(peer.count('BYE')).toBe(0)
  })

  it('has the interval that a caller asks for, and is refreshed by whom it wants', async () => {
    await join([])
    account.onIncomingCall((call) => call.answer(new FakeCallMedia()))
    for (const [asked, agreed, required] of [
      ['120;refresher=uas', '120;refresher=uas', ''],
      ['120', '120;refresher=uac', 'timer']
    ] as const) {
      const headers = ['Supported: timer', `Session-Expires: ${asked}`]
      const caller = callsUs(peer, { headers })
      const final = await caller.final
      caller.ack(final)
      expect(final.header('session-expires')).toBe(agreed)
      expect(final.header('require')).toBe(required)
      await caller.request('BYE', final)
    }
  })

  it('says that an interval is too small', async () => {
    const { call, invite } = await join([])
    const answer = await update(invite, 1, { headers: ['Session-Expires: 30'] })
    expect(answer.statusCode).toBe(422)
    expect(answer.header('min-se')).toBe('90')
    expect(call.state.kind).toBe('confirmed')
  })

  it('takes new media by UPDATE, and stays as it was when it cannot', async () => {
    const { call, invite } = await join([])
    const offer = { headers: ['Content-Type: application/sdp'], body: answerSdp }
    const answer = await update(invite, 1, offer)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(media.offer)
    media.refusesOffer = true
    expect((await update(invite, 2, offer)).statusCode).toBe(488)
    expect((await update(invite, 2)).statusCode).toBe(500)
    expect(call.state.kind).toBe('confirmed')
    log.lines.length = 0
  })
})

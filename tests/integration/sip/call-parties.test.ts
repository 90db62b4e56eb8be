import { afterEach, describe, expect, it } from 'vitest'
import type { SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { callsUs } from '../../support/peer-caller'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia

async function registered(transport: PeerTransport): Promise<void> {
  ;({ peer, account, media } = await registeredOn(transport))
}
async function confirmed(
  transport: PeerTransport
): Promise<{ call: SipCall; invite: PeerMessage; replaces: string }> {
  await registered(transport)
  const call = account.invite('744', media)
  await callIs(call, 'confirmed')
  const invite = peer.first('INVITE')
  const ourTag = invite.parameter('from', 'tag') ?? ''
  const replaces = `Replaces: ${invite.header('call-id')};to-tag=${ourTag};from-tag=peer`
  return { call, invite, replaces }
}

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe.each<PeerTransport>(['udp', 'tcp'])('the PBX over %s', (transport) => {
  it('replaces the other side (Replaces), and the same call goes on', async () => {
    const { call, invite, replaces } = await confirmed(transport)
    const parties: string[] = []
    call.onRemote(({ user }) => parties.push(user))
    const bye = peer.nextRequest('BYE')
    const caller = callsUs(peer, { headers: [replaces], from: '<sip:745@pbx.example>' })
    const final = await caller.final
    expect(final.statusCode).toBe(200)
    caller.ack(final)
    expect((await bye).header('call-id')).toBe(invite.header('call-id'))
    expect(parties).toEqual(['745'])
    expect(call.state.kind).toBe('confirmed')
    expect(media.log).not.toContain('close')
    const ended = caller.request('BYE', final)
    expect((await ended).statusCode).toBe(200)
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'remote' })
    await media.closed
  })

  it('says who is there now, in its answer and by a re-INVITE', async () => {
    await registered(transport)
    peer.on('INVITE', (request) =>
      peer.respond(request, '200 OK', {
        headers: [`Contact: ${peer.contact}`, 'P-Asserted-Identity: "Jane" <sip:744@pbx.example>'],
        contentType: 'application/sdp',
        body: answerSdp
      })
    )
    const call = account.invite('744', media)
    const parties: (string | null)[] = []
    call.onRemote(({ user, displayName }) => parties.push(`${user} ${displayName}`))
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    for (const [cseq, party] of ['<sip:744@pbx.example>', '"Lars" <sip:746@x.example>'].entries()) {
      const headers = [`P-Asserted-Identity: ${party}`]
      const update = inDialogRequest(peer, invite, 'UPDATE', cseq + 1, { headers })
      expect((await peer.request(update, invite.source)).statusCode).toBe(200)
    }
    expect(parties).toEqual(['744 Jane', '746 Lars'])
  })

  it.each([
    ['no call of ours', 'Replaces: other;to-tag=1;from-tag=2', 481],
    ['nothing', 'Replaces: other', 400]
  ])('replaces %s', async (_what, header, statusCode) => {
    await confirmed(transport)
    expect((await callsUs(peer, { headers: [header] }).final).statusCode).toBe(statusCode)
  })

  it('replaces a call that it wants only as long as it rings', async () => {
    const { call, replaces } = await confirmed(transport)
    const headers = [`${replaces};early-only`]
    expect((await callsUs(peer, { headers }).final).statusCode).toBe(486)
    expect(call.state.kind).toBe('confirmed')
  })

  it('replaces the other side with somebody whose media cannot be used', async () => {
    const { call, replaces } = await confirmed(transport)
    media.refusesOffer = true
    expect((await callsUs(peer, { headers: [replaces] }).final).statusCode).toBe(488)
    expect(call.state.kind).toBe('confirmed')
    expect(call.remote.user).toBe('744')
    expect(peer.count('BYE')).toBe(0)
  })

  it('replaces the other side and leaves the offer to us', async () => {
    const { call, replaces } = await confirmed(transport)
    const bye = peer.nextRequest('BYE')
    const caller = callsUs(peer, { headers: [replaces], body: '' })
    const final = await caller.final
    expect(final.body).toBe(media.offer)
    caller.ack(final, answerSdp)
    await bye
    const ended = peer.nextRequest('BYE')
    call.hangUp()
    expect((await ended).header('call-id')).toBe(caller.callId)
  })
})

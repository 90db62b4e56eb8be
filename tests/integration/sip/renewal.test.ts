import { afterEach, describe, expect, it } from 'vitest'
import type { SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerCall, answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia

const replacesDialog = (request: PeerMessage) => request.header('replaces') !== ''

/** A confirmed call. The PBX answers its re-INVITEs, and this is what it does with an INVITE that replaces the dialog. */
async function confirmed(
  replaced: (request: PeerMessage) => void,
  supported = 'Supported: timer, replaces'
): Promise<{ call: SipCall; invite: PeerMessage }> {
  ;({ peer, account, media } = await registeredOn('tcp', { timers: { t1Ms: 20 } }))
  peer.on('INVITE', (request) => {
    if (replacesDialog(request)) replaced(request)
    else if (request.header('to').includes('tag=')) answerCall(peer, request)
    else answer(request, 'peer', [supported])
  })
  const call = account.invite('744', media)
  await callIs(call, 'confirmed')
  const [invite] = peer.requestsOf('INVITE')
  if (!invite) throw new Error('no INVITE')
  return { call, invite }
}

function answer(request: PeerMessage, toTag: string, headers: string[] = []): void {
  peer.respond(request, '200 OK', {
    headers: [`Contact: ${peer.contact}`, ...headers],
    contentType: 'application/sdp',
    body: answerSdp,
    toTag
  })
}

const byeTo = (invite: PeerMessage) =>
  peer.request(inDialogRequest(peer, invite, 'BYE', 1), invite.source)

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe('a call whose session begins anew, with a PBX that knows Replaces', () => {
  it('goes on in a dialog that replaces its own', async () => {
    const { call, invite } = await confirmed((request) => answer(request, 'other'))
    const states: string[] = []
    call.onState(({ kind }) => states.push(kind))
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    const replacing = peer.requestsOf('INVITE').find(replacesDialog)
    const ourTag = invite.parameter('from', 'tag') ?? ''
    expect(replacing?.header('replaces')).toBe(
      `${invite.header('call-id')};to-tag=peer;from-tag=${ourTag}`
    )
    expect(replacing?.header('require')).toBe('replaces')
    expect(replacing?.header('call-id')).not.toBe(invite.header('call-id'))
    expect(replacing?.requestUri).toBe(invite.requestUri)

    expect((await byeTo(invite)).statusCode).toBe(200)
    expect(states).toEqual([])
    const held = peer.nextRequest('INVITE')
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 200 })
    expect((await held).header('call-id')).toBe(replacing?.header('call-id'))
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).header('to')).toContain('tag=other')
  })

  it('ends the dialog that was replaced where the PBX does not', async () => {
    const { call, invite } = await confirmed((request) => answer(request, 'other'))
    const bye = peer.nextRequest('BYE')
    await call.renew()
    expect((await bye).header('call-id')).toBe(invite.header('call-id'))
    expect(call.state.kind).toBe('confirmed')
  })

  it('goes on also when the PBX ends the dialog before it has answered', async () => {
    const { call, invite } = await confirmed((request) => {
      void byeTo(invite).then(() => answer(request, 'other'))
    })
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    expect(call.state.kind).toBe('confirmed')
    expect(media.log).not.toContain('close')
  })

  it.each(['420 Bad Extension', '481 Call/Transaction Does Not Exist', '603 Decline'])(
    'takes a re-INVITE where that is answered %s',
    async (status) => {
      const { call, invite } = await confirmed((request) => peer.respond(request, status))
      expect(await call.renew()).toMatchObject({ statusCode: 200 })
      const last = peer.requestsOf('INVITE').at(-1)
      expect(last?.header('call-id')).toBe(invite.header('call-id'))
      expect(last?.header('replaces')).toBe('')
      expect(peer.count('BYE')).toBe(0)
    }
  )

  it('does not wait for long, and then takes a re-INVITE', async () => {
    const { call } = await confirmed((request) => {
      peer.respond(request, '180 Ringing')
      peer.on('CANCEL', (cancel) => {
        peer.respond(cancel, '200 OK')
        peer.respond(request, '487 Request Terminated')
      })
    })
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    expect(peer.count('CANCEL')).toBe(1)
    expect(call.state.kind).toBe('confirmed')
  })

  it('is over when the PBX ends the dialog and replaces it by nothing', async () => {
    const { call, invite } = await confirmed((request) => {
      void byeTo(invite).then(() => peer.respond(request, '481 Call/Transaction Does Not Exist'))
    })
    const renewed = call.renew()
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'remote' })
    expect((await renewed).statusCode).toBe(481)
  })

  it('is hung up meanwhile, and the PBX is left with neither dialog', async () => {
    const { call, invite } = await confirmed((request) => {
      peer.on('CANCEL', (cancel) => {
        peer.respond(cancel, '200 OK')
        peer.respond(request, '487 Request Terminated')
      })
      peer.respond(request, '180 Ringing')
      call.hangUp()
    })
    const bye = peer.nextRequest('BYE')
    const cancel = peer.nextRequest('CANCEL')
    expect((await call.renew()).statusCode).toBe(481)
    expect((await bye).header('call-id')).toBe(invite.header('call-id'))
    expect((await cancel).header('call-id')).not.toBe(invite.header('call-id'))
    await media.closed
  })

  it('is replaced once more when the media was lost again before the answer', async () => {
    const tags = ['first', 'second']
    const { call } = await confirmed((request) =>
      answer(request, tags.shift() ?? 'none', ['Supported: replaces'])
    )
    media.refusesAnswer = true
    const renewed = call.renew()
    const again = renewed.then(({ statusCode }) => {
      media.refusesAnswer = false
      return statusCode
    })
    const second = call.renew()
    expect(await again).toBe(488)
    expect((await second).statusCode).toBe(200)
    expect(call.state.kind).toBe('confirmed')
    expect(peer.requestsOf('INVITE').at(-1)?.header('replaces')).toContain('to-tag=first')
  })
})

describe('a call whose session begins anew, with any other PBX', () => {
  it('takes a re-INVITE, and stays held', async () => {
    const { call, invite } = await confirmed(() => {}, 'Supported: timer')
    await call.setHeld(true)
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    expect(call.held.local).toBe(true)
    const calls = peer.requestsOf('INVITE').map((request) => request.header('call-id'))
    expect(new Set(calls)).toEqual(new Set([invite.header('call-id')]))
    expect(calls).toHaveLength(3)
  })
})

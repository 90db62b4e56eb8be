import { afterEach, describe, expect, it } from 'vitest'
import type { SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { ScriptedPeer } from '../../support/scripted-peer'
import {
  challengeValue,
  type PeerChallenge,
  type PeerMessage
} from '../../support/scripted-peer-message'
import {
  answerCall,
  answerSdp,
  inDialogRequest,
  isAuthorized
} from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia

const isReplacing = (request: PeerMessage) => request.header('replaces') !== ''

/** A confirmed call with a PBX that knows Replaces; this is what it does with an INVITE that replaces the dialog. */
async function confirmed(
  replaced: (request: PeerMessage) => void
): Promise<{ call: SipCall; invite: PeerMessage }> {
  ;({ peer, account, media } = await registeredOn('tcp', { timers: { t1Ms: 20 } }))
  peer.on('INVITE', (request) => {
    if (isReplacing(request)) replaced(request)
    else if (request.header('to').includes('tag=')) answerCall(peer, request)
    else answer(request, 'peer')
  })
  const call = account.invite('744', media)
  await callIs(call, 'confirmed')
  return { call, invite: peer.first('INVITE') }
}

function answer(request: PeerMessage, toTag: string): void {
  peer.respond(request, '200 OK', {
    headers: [`Contact: ${peer.contact}`, 'Supported: timer, replaces'],
    contentType: 'application/sdp',
    body: answerSdp,
    toTag
  })
}

const inDialog = (first: PeerMessage, method: string, cseq: number, options = {}) =>
  peer.request(inDialogRequest(peer, first, method, cseq, options), first.source)

const offered = {
  headers: ['Content-Type: application/sdp'],
  body: answerSdp
}

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe('an INVITE that replaces the dialog', () => {
  it('answers the challenge of the PBX', async () => {
    const challenge: PeerChallenge = { algorithm: 'MD5', realm: 'pbx', nonce: 'n', qop: 'auth' }
    const { call } = await confirmed((request) => {
      if (isAuthorized(request, challenge)) answer(request, 'other')
      else
        peer.respond(request, '401 Unauthorized', {
          headers: [`WWW-Authenticate: ${challengeValue(challenge)}`]
        })
    })
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    const [first, second] = peer.requestsOf('INVITE').filter(isReplacing)
    expect(second?.header('replaces')).toBe(first?.header('replaces'))
    expect(second?.header('call-id')).toBe(first?.header('call-id'))
    expect(second?.cseq).toBe(Number(first?.cseq) + 1)
  })

  it('is not waited for when nothing answers it at all', async () => {
    const { call, invite } = await confirmed(() => {})
    const begunAt = performance.now()
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    // 8*T1 of 20 ms, where the transaction itself takes 64.
    expect(performance.now() - begunAt).toBeLessThan(900)
    expect(peer.requestsOf('INVITE').at(-1)?.header('call-id')).toBe(invite.header('call-id'))
    expect(call.state.kind).toBe('confirmed')
  })

  it('is ended when it is answered after all, by a PBX that took the re-INVITE', async () => {
    let replacing: PeerMessage | undefined
    const { call } = await confirmed((request) => (replacing = request))
    const ended = peer.nextRequest('BYE')
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    if (replacing) answer(replacing, 'late')
    expect((await ended).header('to')).toContain('tag=late')
    expect(call.state.kind).toBe('confirmed')
  })

  it('refreshes the session of its own dialog from then on', async () => {
    const { call } = await confirmed((request) =>
      peer.respond(request, '200 OK', {
        headers: [
          `Contact: ${peer.contact}`,
          'Allow: INVITE, ACK, BYE, UPDATE',
          'Require: timer',
          'Session-Expires: 1;refresher=uac'
        ],
        contentType: 'application/sdp',
        body: answerSdp,
        toTag: 'other'
      })
    )
    const refreshed = peer.nextRequest('UPDATE')
    await call.renew()
    expect((await refreshed).header('to')).toContain('tag=other')
  })

  it('is taken also when its answer crosses the CANCEL', async () => {
    const { call, invite } = await confirmed((request) => {
      peer.respond(request, '180 Ringing')
      peer.on('CANCEL', (cancel) => {
        answer(request, 'other')
        peer.respond(cancel, '200 OK')
        void inDialog(invite, 'BYE', 1)
      })
    })
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    expect(call.state.kind).toBe('confirmed')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).header('to')).toContain('tag=other')
  })

  it('leaves nothing behind when its answer crosses the CANCEL of a call that was hung up', async () => {
    const { call } = await confirmed((request) => {
      peer.respond(request, '180 Ringing')
      peer.on('CANCEL', (cancel) => {
        answer(request, 'other')
        peer.respond(cancel, '200 OK')
      })
      call.hangUp()
    })
    const ends = new Set<string>()
    const both = new Promise<void>((resolve) => {
      peer.on('BYE', (request) => {
        peer.respond(request, '200 OK')
        ends.add(request.parameter('to', 'tag') ?? '')
        if (ends.size === 2) resolve()
      })
    })
    expect((await call.renew()).statusCode).toBe(481)
    await both
    expect(ends).toEqual(new Set(['peer', 'other']))
  })

  it('gives way to another party that takes the place of the dialog first', async () => {
    const { call, invite } = await confirmed((request) => {
      void transferredTo(invite).then(() => answer(request, 'late'))
    })
    const ends = new Set<string>()
    const both = new Promise<void>((resolve) => {
      peer.on('BYE', (request) => {
        peer.respond(request, '200 OK')
        ends.add(request.header('call-id'))
        if (ends.size === 2) resolve()
      })
    })
    expect(await call.renew()).toMatchObject({ statusCode: 200 })
    await both
    const replacing = peer.requestsOf('INVITE').find(isReplacing)
    expect(ends).toEqual(new Set([invite.header('call-id'), replacing?.header('call-id')]))
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).header('call-id')).toBe('transferred')
  })
})

describe('the dialog that was replaced', () => {
  it.each(['INVITE', 'UPDATE'])('takes no offer any more by %s', async (method) => {
    const { call, invite } = await confirmed((request) => answer(request, 'other'))
    await call.renew()
    media.log.length = 0
    const { statusCode } = await inDialog(invite, method, 1, offered)
    expect(statusCode).toBeGreaterThanOrEqual(400)
    expect(media.log).toEqual([])
    expect(call.state.kind).toBe('confirmed')
  })
})

describe('media that can make no offer for a moment', () => {
  it('refuses a hold, and the next one goes out', async () => {
    const { call } = await confirmed(() => {})
    const createOffer = media.createOffer.bind(media)
    media.createOffer = () => Promise.reject(new Error('audio engine: not running'))
    expect((await call.setHeld(true)).statusCode).toBeGreaterThanOrEqual(400)
    expect(call.held.local).toBe(false)
    expect(call.state.kind).toBe('confirmed')
    media.createOffer = createOffer
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 200 })
    expect(call.held.local).toBe(true)
  })
})

/** The PBX connects somebody else in place of the other side (RFC 3891 §3). */
async function transferredTo(invite: PeerMessage): Promise<void> {
  const ourTag = invite.parameter('from', 'tag') ?? ''
  const text = [
    `INVITE ${invite.contactUri} SIP/2.0`,
    peer.via(),
    'Max-Forwards: 70',
    'From: <sip:745@pbx.example>;tag=somebody',
    'To: <sip:adam@pbx.example>',
    'Call-ID: transferred',
    'CSeq: 1 INVITE',
    `Contact: ${peer.contact}`,
    `Replaces: ${invite.header('call-id')};to-tag=${ourTag};from-tag=peer`,
    'Content-Type: application/sdp',
    `Content-Length: ${Buffer.byteLength(answerSdp)}`,
    '',
    answerSdp
  ].join('\r\n')
  const ok = await peer.request(text, invite.source)
  peer.send(
    [
      `ACK ${invite.contactUri} SIP/2.0`,
      peer.via(),
      'From: <sip:745@pbx.example>;tag=somebody',
      `To: ${ok.header('to')}`,
      'Call-ID: transferred',
      'CSeq: 1 ACK',
      'Content-Length: 0',
      '',
      ''
    ].join('\r\n'),
    invite.source
  )
}

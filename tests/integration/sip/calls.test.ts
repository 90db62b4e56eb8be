import { afterEach, describe, expect, it } from 'vitest'
import type { CallState } from '@contract/telephony/call-state'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import { challengeValue, type PeerChallenge } from '../../support/scripted-peer-message'
import {
  answerCall,
  answerSdp,
  challenging,
  inDialogRequest,
  isAuthorized
} from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

const challenge: PeerChallenge = {
  algorithm: 'SHA-256',
  realm: 'pbx',
  nonce: 'n1',
  qop: '"auth"'
}

describe.each<PeerTransport>(['udp', 'tcp'])('a call over %s', (transport) => {
  let peer: ScriptedPeer
  let account: SipAccount
  let media: FakeCallMedia
  let log: SpyLog

  async function registered(timers: Partial<SipTimers> = {}): Promise<void> {
    ;({ peer, account, media, log } = await registeredOn(transport, { timers }))
  }
  const statesOf = (call: ReturnType<SipAccount['invite']>): CallState['kind'][] => {
    const kinds: CallState['kind'][] = [call.state.kind]
    call.onState(({ kind }) => kinds.push(kind))
    return kinds
  }
  afterEach(async () => {
    await account.stop()
    await peer.stop()
  })

  it('rings, is answered, ACKed, and hung up by us', async () => {
    await registered()
    peer.on('INVITE', (request) => {
      peer.respond(request, '100 Trying')
      peer.respond(request, '180 Ringing')
      answerCall(peer, request)
    })
    const ack = peer.nextRequest('ACK')
    const call = account.invite('*90744', media)
    const states = statesOf(call)
    await callIs(call, 'confirmed')
    expect((await ack).requestUri).toBe(`sip:peer@127.0.0.1:${peer.port};transport=${transport}`)
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local' } })
    expect((await bye).cseq).toBe((await ack).cseq + 1)
    expect(states).toEqual(['calling', 'early', 'confirmed', 'terminated'])
    await media.closed
    expect(media.log).toEqual(['offer', `answer ${answerSdp.length}`, 'close'])

    const [invite] = peer.requestsOf('INVITE')
    expect(invite?.requestUri).toBe('sip:*90744@pbx.example')
    expect(invite?.header('to')).toBe('<sip:*90744@pbx.example>')
    expect(invite?.header('content-type')).toBe('application/sdp')
    expect(invite?.body).toBe(media.offer)
    expect(invite?.header('supported')).toBe('100rel, replaces, timer')
    expect(invite?.header('require')).toBe('')
    call.hangUp()
    expect(log.warnings).toEqual([])
  })

  it('is ended by the PBX, which says why', async () => {
    await registered()
    const call = account.invite('744', media)
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    const bye = inDialogRequest(peer, invite, 'BYE', 1, {
      headers: ['Reason: Q.850;cause=16;text="Normal Clearing"']
    })
    expect((await peer.request(bye, invite.source)).statusCode).toBe(200)
    expect((await callIs(call, 'terminated')).end).toEqual({
      by: 'remote',
      reason: 'Q.850;cause=16;text="Normal Clearing"'
    })
    await media.closed
    expect(peer.count('BYE')).toBe(0)
    expect(await call.sendInfo('1', 100)).toMatchObject({ statusCode: 481 })
  })

  it.each([
    ['403 Forbidden', 21, 'Call Rejected'],
    ['480 Temporarily Unavailable', 20, 'Subscriber absent'],
    ['404 Not Found', 1, 'Unallocated'],
    ['603 Decline', 0, ''],
    ['302 Moved Temporarily', 0, '']
  ])('is refused with %s, and keeps what was said', async (status, cause, text) => {
    await registered()
    const reason = `Q.850;cause=${cause};text="${text}"`
    peer.on('INVITE', (request) =>
      peer.respond(request, status, {
        headers: [`Reason: ${reason}`, 'Contact: <sip:744@elsewhere.example>']
      })
    )
    const ack = peer.nextRequest('ACK')
    const call = account.invite('*90744', media)
    const [statusCode = '', ...phrase] = status.split(' ')
    expect((await callIs(call, 'terminated')).end).toEqual({
      by: 'rejected',
      statusCode: Number(statusCode),
      reasonPhrase: phrase.join(' '),
      reason
    })
    // RFC 3261 §17.1.1.3: the ACK is the INVITE's, branch and Request-URI and all.
    expect((await ack).branch).toBe(peer.requestsOf('INVITE')[0]?.branch)
    expect((await ack).requestUri).toBe('sip:*90744@pbx.example')
    await media.closed
  })

  it('answers challenges, and its ACK has the credentials too', async () => {
    await registered()
    const ofProxy: PeerChallenge = { ...challenge, algorithm: 'MD5', nonce: 'p' }
    const answer = challenging(peer, challenge, (request) => answerCall(peer, request))
    peer.on('INVITE', (request) => {
      if (isAuthorized(request, ofProxy, 'proxy-authorization')) answer(request)
      else
        peer.respond(request, '407 Proxy Authentication Required', {
          headers: [`Proxy-Authenticate: ${challengeValue(ofProxy)}`]
        })
    })
    const confirmingAck = peer.next(({ method, cseq }) => method === 'ACK' && cseq === 3)
    const call = account.invite('744', media)
    await callIs(call, 'confirmed')
    const ack = await confirmingAck
    expect(ack.all('authorization')).toHaveLength(1)
    expect(ack.all('proxy-authorization')).toHaveLength(1)
    const invites = peer.requestsOf('INVITE')
    expect(new Set(invites.map((invite) => invite.header('call-id'))).size).toBe(1)
    expect(media.log.filter((entry) => entry === 'offer')).toHaveLength(1)
    // In-dialog requests are challenged as well.
    peer.on(
      'INFO',
      challenging(peer, challenge, (request) => peer.respond(request, '200 OK'))
    )
    expect(await call.sendInfo('1', 100)).toEqual({ statusCode: 200, reasonPhrase: 'OK' })
    peer.on(
      'BYE',
      challenging(peer, challenge, (request) => peer.respond(request, '200 OK'))
    )
    const secondBye = peer.next(
      (message) => message.method === 'BYE' && isAuthorized(message, challenge)
    )
    call.hangUp()
    await secondBye
  })

  it('with a wrong password is refused', async () => {
    await registered()
    peer.on('INVITE', (request) =>
      peer.respond(request, '401 Unauthorized', {
        headers: [`WWW-Authenticate: ${challengeValue(challenge)}`]
      })
    )
    const call = account.invite('744', media)
    expect((await callIs(call, 'terminated')).end).toMatchObject({
      by: 'rejected',
      statusCode: 401
    })
    expect(peer.count('INVITE')).toBe(2)
  })

  it('follows a redirection within its domain, and only so often', async () => {
    await registered()
    peer.on('INVITE', (request) => {
      const { requestUri } = request
      if (requestUri === 'sip:745@pbx.example') answerCall(peer, request)
      else
        peer.respond(request, '302 Moved Temporarily', {
          headers: ['Contact: <sip:744@evil.example>, <sip:745@pbx.example>']
        })
    })
    await callIs(account.invite('744', media), 'confirmed')
    peer.on('INVITE', (request) =>
      peer.respond(request, '302 Moved Temporarily', {
        headers: ['Contact: <sip:746@pbx.example>']
      })
    )
    const loop = account.invite('746', new FakeCallMedia())
    expect((await callIs(loop, 'terminated')).end).toMatchObject({ statusCode: 302 })
    expect(peer.count('INVITE')).toBe(2 + 4)
  })

  it('sends codes as INFO, and tells what was answered', async () => {
    await registered()
    const call = account.invite('744', media)
    expect(await call.sendInfo('1', 100)).toMatchObject({ statusCode: 481 })
    await callIs(call, 'confirmed')
    peer.on('INFO', (request) => peer.respond(request, '415 Unsupported Media Type'))
    expect(await call.sendInfo('2', 160)).toEqual({
      statusCode: 415,
      reasonPhrase: 'Unsupported Media Type'
    })
    const [info] = peer.requestsOf('INFO')
    expect(info?.header('content-type')).toBe('application/dtmf-relay')
    expect(info?.body).toBe('Signal=2\r\nDuration=160\r\n')
    await expect(call.sendInfo('12', 160)).rejects.toThrow(TypeError)
    expect(call.state.kind).toBe('confirmed')
  })

  it('whose answer the media cannot use is hung up', async () => {
    await registered()
    media.refusesAnswer = true
    const bye = peer.nextRequest('BYE')
    const call = account.invite('744', media)
    const states = statesOf(call)
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    await bye
    expect(peer.count('ACK')).toBe(1)
    expect(states).not.toContain('confirmed')
  })

  it('takes the answer of the 183 when the 200 has none, and a 183 without a Contact', async () => {
    await registered()
    peer.on('INVITE', (request) => {
      peer.respond(request, '183 Session Progress', {
        contentType: 'application/sdp',
        body: answerSdp
      })
      peer.respond(request, '200 OK', { headers: [`Contact: ${peer.contact}`] })
    })
    const call = account.invite('744', media)
    await callIs(call, 'early')
    await callIs(call, 'confirmed')
    expect(media.log).toContain(`answer ${answerSdp.length}`)
  })

  it('answers re-INVITEs: with an offer, without one, and one it cannot accept', async () => {
    await registered()
    const call = account.invite('744', media)
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    const withOffer = {
      headers: ['Content-Type: application/sdp'],
      body: answerSdp
    }
    const reInvite = async (cseq: number, options: { headers?: string[]; body?: string }) => {
      const text = inDialogRequest(peer, invite, 'INVITE', cseq, options)
      const final = await peer.request(text, invite.source)
      const ackBody = final.statusCode === 200 && !options.body ? answerSdp : ''
      const ack = inDialogRequest(peer, invite, 'ACK', cseq, {
        headers: ['Content-Type: application/sdp'],
        body: ackBody
      })
      // The ACK of a refusal belongs to the transaction: it has its branch.
      const branch = /branch=\w+/.exec(text)?.[0] ?? ''
      const refused = final.statusCode >= 300
      peer.send(refused ? ack.replace(/branch=\w+/, branch) : ack, invite.source)
      return final
    }
    const accepted = await reInvite(1, withOffer)
    expect(accepted.statusCode).toBe(200)
    expect(accepted.body).toBe(media.offer)
    expect(accepted.contactUri).toContain('sip:adam@127.0.0.1')

    const offered = await reInvite(2, {})
    expect(offered.statusCode).toBe(200)
    expect(offered.body).toBe(media.offer)

    media.refusesOffer = true
    expect((await reInvite(3, withOffer)).statusCode).toBe(488)
    expect(call.state.kind).toBe('confirmed')
    expect(media.log).toEqual([
      'offer',
      `answer ${answerSdp.length}`,
      `accept offer ${answerSdp.length}`,
      'offer',
      `answer ${answerSdp.length}`,
      `accept offer ${answerSdp.length}`
    ])
  })

  it('answers 487 to a re-INVITE when the call ends before there is an answer', async () => {
    await registered()
    const call = account.invite('744', media)
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    const asked = new Promise<(sdp: string) => void>((resolve) => {
      media.acceptOffer = () => new Promise((answer) => resolve(answer))
    })
    const offer = { headers: ['Content-Type: application/sdp'], body: answerSdp }
    const refused = peer.request(inDialogRequest(peer, invite, 'INVITE', 1, offer), invite.source)
    const answerLate = await asked
    await peer.request(inDialogRequest(peer, invite, 'BYE', 2), invite.source)
    await callIs(call, 'terminated')
    answerLate(media.offer)
    expect((await refused).statusCode).toBe(487)
  })
})

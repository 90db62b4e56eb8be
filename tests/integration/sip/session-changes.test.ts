import { afterEach, describe, expect, it } from 'vitest'
import type { Held, SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { callsUs, type PeerCall } from '../../support/peer-caller'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerCall, answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia
let log: SpyLog

async function registered(
  transport: PeerTransport,
  timers: Partial<SipTimers> = {}
): Promise<void> {
  ;({ peer, account, media, log } = await registeredOn(transport, { timers }))
}
async function confirmed(
  transport: PeerTransport,
  timers: Partial<SipTimers> = {}
): Promise<{ call: SipCall; invite: PeerMessage }> {
  await registered(transport, timers)
  const call = account.invite('744', media)
  await callIs(call, 'confirmed')
  const invite = peer.first('INVITE')
  return { call, invite }
}
const directed = (direction: string): string => `${answerSdp}a=${direction}\r\n`
const answering = (request: PeerMessage, body: string): void =>
  peer.respond(request, '200 OK', {
    headers: [`Contact: ${peer.contact}`],
    contentType: 'application/sdp',
    body
  })
const heldStates = (call: SipCall): Held[] => {
  const seen: Held[] = []
  call.onHeld((held) => seen.push(held))
  return seen
}
const reInvite = (invite: PeerMessage, cseq: number, body: string): Promise<PeerMessage> =>
  peer.request(
    inDialogRequest(peer, invite, 'INVITE', cseq, {
      headers: body === '' ? [] : ['Content-Type: application/sdp'],
      body
    }),
    invite.source
  )
const ack = (invite: PeerMessage, cseq: number, body = ''): void =>
  peer.send(inDialogRequest(peer, invite, 'ACK', cseq, { body }), invite.source)

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe.each<PeerTransport>(['udp', 'tcp'])('holding over %s', (transport) => {
  it('is a re-INVITE with another direction, and so is resuming', async () => {
    const { call, invite } = await confirmed(transport)
    const seen = heldStates(call)
    peer.on('INVITE', (request) => answering(request, directed('recvonly')))
    expect(await call.setHeld(true)).toEqual({ statusCode: 200, reasonPhrase: 'OK' })
    expect(call.held).toEqual({ local: true, remote: false })
    const hold = peer.requestsOf('INVITE').at(-1)
    expect(hold?.header('to')).toContain('tag=peer')
    expect(hold?.cseq).toBe(invite.cseq + 1)
    expect(hold?.contactUri).toBe(invite.contactUri)
    peer.on('INVITE', (request) => answering(request, directed('sendrecv')))
    expect(await call.setHeld(false)).toMatchObject({ statusCode: 200 })
    expect(media.log).toEqual([
      'offer',
      `answer ${answerSdp.length}`,
      'hold',
      'offer',
      `answer ${directed('recvonly').length}`,
      'resume',
      'offer',
      `answer ${directed('sendrecv').length}`
    ])
    expect(seen).toEqual([
      { local: true, remote: false },
      { local: false, remote: false }
    ])
    expect(log.warnings).toEqual([])
  })

  it('waits for its turn when it is asked for twice', async () => {
    const { call } = await confirmed(transport)
    const [hold, resume] = await Promise.all([call.setHeld(true), call.setHeld(false)])
    expect([hold.statusCode, resume.statusCode]).toEqual([200, 200])
    expect(call.held).toEqual({ local: false, remote: false })
    expect(media.log.filter((entry) => /hold|resume|offer/.test(entry))).toEqual([
      'offer',
      'hold',
      'offer',
      'resume',
      'offer'
    ])
  })

  it('that the PBX refuses leaves the call as it was', async () => {
    const { call } = await confirmed(transport)
    peer.on('INVITE', (request) => peer.respond(request, '488 Not Acceptable Here'))
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 488 })
    expect(call.held).toEqual({ local: false, remote: false })
    expect(call.state.kind).toBe('confirmed')
    expect(media.log.slice(-3)).toEqual(['hold', 'offer', 'resume'])
  })

  it('that meets an offer of the PBX is tried again', async () => {
    const { call } = await confirmed(transport)
    peer.on('INVITE', (request) => {
      if (peer.count('INVITE') < 4) peer.respond(request, '491 Request Pending')
      else answering(request, directed('recvonly'))
    })
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 200 })
    expect(peer.count('INVITE')).toBe(4)
    expect(call.held.local).toBe(true)
  })

  it('that finds the PBX busy with the last change is tried again when it says', async () => {
    const { call } = await confirmed(transport)
    peer.on('INVITE', (request) => {
      if (peer.count('INVITE') === 2)
        peer.respond(request, '500 Server Internal Error', { headers: ['Retry-After: 0'] })
      else answering(request, directed('recvonly'))
    })
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 200 })
    expect(peer.count('INVITE')).toBe(3)
  })

  it.each(['481 Call/Transaction Does Not Exist', '408 Request Timeout'])(
    'that is answered %s ends the call',
    async (status) => {
      const { call } = await confirmed(transport)
      peer.on('INVITE', (request) => peer.respond(request, status))
      await call.setHeld(true)
      expect(call.state).toEqual({ kind: 'terminated', end: { by: 'network' } })
    }
  )

  it('that nobody answers ends the call', async () => {
    const { call } = await confirmed(transport, { t1Ms: 10, t2Ms: 80 })
    peer.on('INVITE', (request) => peer.respond(request, '100 Trying'))
    const bye = peer.nextRequest('BYE')
    await call.setHeld(true)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'network' } })
    await bye
  })

  it('is overtaken by the BYE of the PBX', async () => {
    const { call, invite } = await confirmed(transport)
    peer.on('INVITE', () => {})
    const sent = peer.nextRequest('INVITE')
    const held = call.setHeld(true)
    const request = await sent
    await peer.request(inDialogRequest(peer, invite, 'BYE', 1), invite.source)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'remote' } })
    peer.respond(request, '487 Request Terminated')
    expect((await held).statusCode).toBeGreaterThanOrEqual(400)
    expect(log.warnings).toEqual([])
  })

  it('is not for a call that is over or only rings', async () => {
    await registered(transport)
    peer.on('INVITE', (request) => peer.respond(request, '180 Ringing'))
    const call = account.invite('744', media)
    await callIs(call, 'early')
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 481 })
    call.hangUp()
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 481 })
    expect(peer.count('INVITE')).toBe(1)
  })

  it('a call that came in waits for its ACK', async () => {
    await registered(transport)
    const answered = new Promise<SipCall>((resolve) => {
      account.onIncomingCall((call) => {
        call.answer(media)
        resolve(call)
      })
    })
    const caller: PeerCall = callsUs(peer)
    const call = await answered
    const final = await caller.final
    peer.on('INVITE', (request) => answering(request, directed('recvonly')))
    const held = call.setHeld(true)
    expect((await caller.request('OPTIONS', final)).statusCode).toBe(200)
    expect(peer.count('INVITE')).toBe(0)
    caller.ack(final)
    expect(await held).toMatchObject({ statusCode: 200 })
    expect(peer.count('INVITE')).toBe(1)
  })
})

describe.each<PeerTransport>(['udp', 'tcp'])('what the PBX does to a call over %s', (transport) => {
  it.each([
    ['sendonly', directed('sendonly')],
    ['inactive', directed('inactive')],
    ['0.0.0.0', `${answerSdp}c=IN IP4 0.0.0.0\r\n`]
  ])('holds it with %s, and resumes', async (_how, offer) => {
    const { call, invite } = await confirmed(transport)
    const seen = heldStates(call)
    expect((await reInvite(invite, 1, offer)).statusCode).toBe(200)
    ack(invite, 1)
    expect(call.held).toEqual({ local: false, remote: true })
    expect((await reInvite(invite, 2, directed('sendrecv'))).statusCode).toBe(200)
    ack(invite, 2)
    expect(seen).toEqual([
      { local: false, remote: true },
      { local: false, remote: false }
    ])
  })

  it('holds it by UPDATE, and while we hold it too', async () => {
    const { call, invite } = await confirmed(transport)
    peer.on('INVITE', (request) => answering(request, directed('recvonly')))
    await call.setHeld(true)
    const update = inDialogRequest(peer, invite, 'UPDATE', 1, {
      headers: ['Content-Type: application/sdp'],
      body: directed('inactive')
    })
    expect((await peer.request(update, invite.source)).statusCode).toBe(200)
    expect(call.held).toEqual({ local: true, remote: true })
    peer.on('INVITE', (request) => answering(request, directed('sendonly')))
    await call.setHeld(false)
    expect(call.held).toEqual({ local: false, remote: true })
  })

  it('answers a held offer with its echo, which is no hold of its own', async () => {
    const { call } = await confirmed(transport)
    peer.on('INVITE', (request) => answering(request, directed('inactive')))
    await call.setHeld(true)
    expect(call.held).toEqual({ local: true, remote: false })
  })

  it('offers while our own offer is under way, and is told 491', async () => {
    const { call, invite } = await confirmed(transport)
    peer.on('INVITE', () => {})
    const sent = peer.nextRequest('INVITE')
    const held = call.setHeld(true)
    const request = await sent
    expect((await reInvite(invite, 1, directed('sendonly'))).statusCode).toBe(491)
    answering(request, directed('recvonly'))
    expect(await held).toMatchObject({ statusCode: 200 })
    expect(call.held).toEqual({ local: true, remote: false })
  })

  it('offers, and ours waits until it has its ACK', async () => {
    const { call, invite } = await confirmed(transport)
    expect((await reInvite(invite, 1, directed('sendrecv'))).statusCode).toBe(200)
    peer.on('INVITE', (request) => answering(request, directed('recvonly')))
    const held = call.setHeld(true)
    await peer.request(inDialogRequest(peer, invite, 'OPTIONS', 2), invite.source)
    expect(peer.count('INVITE')).toBe(1)
    ack(invite, 1)
    expect(await held).toMatchObject({ statusCode: 200 })
  })

  it('never acknowledges our 200 to its re-INVITE, and the call ends', async () => {
    const { call, invite } = await confirmed(transport, { t1Ms: 10, t2Ms: 80 })
    const bye = peer.nextRequest('BYE')
    await reInvite(invite, 1, directed('sendrecv'))
    await bye
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'network' } })
  })

  it.each<[string, string, string, number]>([
    ['a digit', 'application/dtmf-relay', 'Signal=1\r\nDuration=160\r\n', 200],
    ['something else', 'application/media_control+xml', '<x/>', 415],
    ['nothing', '', '', 200]
  ])('sends %s by INFO', async (_what, type, body, statusCode) => {
    const { call, invite } = await confirmed(transport)
    const headers = type === '' ? [] : [`Content-Type: ${type}`]
    const info = inDialogRequest(peer, invite, 'INFO', 1, { headers, body })
    const answer = await peer.request(info, invite.source)
    expect(answer.statusCode).toBe(statusCode)
    if (statusCode === 415) expect(answer.header('accept')).toBe('application/dtmf-relay')
    expect(call.state.kind).toBe('confirmed')
  })

  it.each([
    ['OPTIONS', 200],
    ['REFER', 603],
    ['MESSAGE', 405],
    ['SUBSCRIBE', 405]
  ])('sends %s within it, answered %d', async (method, statusCode) => {
    const { call, invite } = await confirmed(transport)
    const headers = method === 'REFER' ? ['Refer-To: <sip:0900@elsewhere.example>'] : []
    const text = inDialogRequest(peer, invite, method, 1, { headers })
    const answer = await peer.request(text, invite.source)
    expect(answer.statusCode).toBe(statusCode)
    if (statusCode !== 603)
      expect(answer.header('allow').replaceAll(' ', '')).toBe(
        'ACK,BYE,CANCEL,INFO,INVITE,NOTIFY,OPTIONS,PRACK,UPDATE'
      )
    expect(peer.count('INVITE')).toBe(1)
    expect(call.state.kind).toBe('confirmed')
  })

  it('notifies of something that nobody asked for', async () => {
    const { invite } = await confirmed(transport)
    const headers = ['Event: talk', 'Subscription-State: active']
    const text = inDialogRequest(peer, invite, 'NOTIFY', 1, { headers })
    expect((await peer.request(text, invite.source)).statusCode).toBe(489)
  })

  it('answers a second INVITE after the first was cancelled', async () => {
    await registered(transport)
    peer.on('INVITE', (request) => {
      if (request.requestUri.includes('744')) peer.respond(request, '180 Ringing')
      else answerCall(peer, request)
    })
    const first = account.invite('744', media)
    await callIs(first, 'early')
    const second = account.invite('745', new FakeCallMedia())
    first.hangUp()
    await callIs(second, 'confirmed')
    expect(second.remote).toEqual({ user: '745', host: 'pbx.example', displayName: null })
  })
})

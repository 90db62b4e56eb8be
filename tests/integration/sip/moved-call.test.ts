import { afterEach, describe, expect, it } from 'vitest'
import type { SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { callsUs } from '../../support/peer-caller'
import { registeredOn } from '../../support/registered-account'
import type { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerCall, answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, registrationIs, SpyLog } from '../../support/sip-account-under-test'

/** A connection that breaks is the shortest way to another flow: the account registers on the next one by itself. */
let peer: ScriptedPeer
let account: SipAccount
let media: FakeCallMedia
let log: SpyLog

async function registered(timers: Partial<SipTimers> = {}): Promise<void> {
  ;({ peer, account, media, log } = await registeredOn('tcp', { timers }))
}
async function confirmed(
  timers: Partial<SipTimers> = {}
): Promise<{ call: SipCall; invite: PeerMessage }> {
  await registered(timers)
  const call = account.invite('744', media)
  await callIs(call, 'confirmed')
  const invite = peer.first('INVITE')
  return { call, invite }
}
const isMoved = (invite: PeerMessage): Promise<PeerMessage> =>
  peer.next(
    ({ statusCode, method, source }) =>
      statusCode === 0 && method === 'ACK' && source.port !== invite.source.port
  )

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe('a call whose connection breaks', () => {
  it('goes on over the next one: the same dialog, from a new Contact', async () => {
    const { call, invite } = await confirmed()
    const states: string[] = []
    call.onState(({ kind }) => states.push(kind))
    const acknowledged = isMoved(invite)
    peer.dropConnections()
    const ack = await acknowledged
    const [, moved] = peer.requestsOf('INVITE')
    expect(moved?.header('call-id')).toBe(invite.header('call-id'))
    expect(moved?.header('from')).toBe(invite.header('from'))
    expect(moved?.header('to')).toContain('tag=peer')
    expect(moved?.cseq).toBe(invite.cseq + 1)
    expect(moved?.requestUri).toBe(ack.requestUri)
    expect(moved?.contactUri).not.toBe(invite.contactUri)
    expect(moved?.body).toBe(media.offer)
    expect(media.log.slice(2, 4)).toEqual(['move to 127.0.0.1', 'offer'])

    peer.on('INFO', (request) => peer.respond(request, '200 OK'))
    expect(await call.sendInfo('1', 100)).toMatchObject({ statusCode: 200 })
    expect(states).toEqual([])
    if (!moved) throw new Error('not moved')
    const bye = inDialogRequest(peer, invite, 'BYE', 1)
    expect((await peer.request(bye, moved.source)).statusCode).toBe(200)
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'remote' } })
    await media.closed
    expect(log.warnings).toEqual([])
  })

  it('goes on more than once', async () => {
    const { call, invite } = await confirmed()
    const first = isMoved(invite)
    peer.dropConnections()
    const second = isMoved(await first)
    peer.dropConnections()
    await second
    expect(peer.requestsOf('INVITE').map(({ cseq }) => cseq - invite.cseq)).toEqual([0, 1, 2])
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).cseq).toBe(invite.cseq + 3)
  })

  it('goes on also when it came in', async () => {
    await registered()
    const answered = new Promise<SipCall>((resolve) => {
      account.onIncomingCall((call) => {
        call.answer(media)
        resolve(call)
      })
    })
    const caller = callsUs(peer)
    const call = await answered
    const final = await caller.final
    caller.ack(final)
    await caller.request('OPTIONS', final)
    const acknowledged = isMoved(final)
    peer.dropConnections()
    await acknowledged
    const [moved] = peer.requestsOf('INVITE')
    expect(moved?.header('to')).toContain('tag=caller')
    expect(moved?.header('from')).toContain(final.header('to'))
    expect(call.state.kind).toBe('confirmed')
  })

  it('stays held', async () => {
    const { call, invite } = await confirmed()
    await call.setHeld(true)
    const acknowledged = isMoved(invite)
    peer.dropConnections()
    await acknowledged
    expect(call.held.local).toBe(true)
    expect(media.log).not.toContain('resume')
    expect(await call.setHeld(false)).toMatchObject({ statusCode: 200 })
  })

  it('is held after all when the connection broke before the answer', async () => {
    const { call, invite } = await confirmed()
    peer.on('INVITE', (request) => {
      if (request.source.port === invite.source.port) peer.dropConnections()
      else answerCall(peer, request)
    })
    expect(await call.setHeld(true)).toMatchObject({ statusCode: 200 })
    expect(call.held.local).toBe(true)
    expect(media.log).not.toContain('resume')
    expect(call.state.kind).toBe('confirmed')
  })

  it.each(['481 Call/Transaction Does Not Exist', '488 Not Acceptable Here'])(
    'ends when the PBX answers %s',
    async (status) => {
      const { call } = await confirmed()
      peer.on('INVITE', (request) => peer.respond(request, status))
      peer.dropConnections()
      expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
      await media.closed
    }
  )

  it('ends when nothing can be bound on the new address', async () => {
    const { call } = await confirmed()
    media.moveTo = () => Promise.reject(new Error('no port'))
    const bye = peer.nextRequest('BYE')
    peer.dropConnections()
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
    await bye
    expect(peer.count('INVITE')).toBe(1)
  })

  it('is hung up meanwhile, which the PBX hears on the next one', async () => {
    const { call, invite } = await confirmed({ backoffMinMs: 100, backoffMaxMs: 100 })
    const lost = registrationIs(account, 'retrying')
    peer.dropConnections()
    await lost
    call.hangUp()
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local' } })
    await media.closed
    const bye = await peer.nextRequest('BYE')
    expect(bye.header('call-id')).toBe(invite.header('call-id'))
    expect(bye.header('to')).toContain('tag=peer')
    expect(bye.cseq).toBeGreaterThan(invite.cseq)
    expect(bye.source.port).not.toBe(invite.source.port)
    expect(peer.count('INVITE')).toBe(1)
  })

  it('ends when it only rang', async () => {
    await registered()
    peer.on('INVITE', (request) => {
      peer.respond(request, '183 Session Progress', {
        headers: [`Contact: ${peer.contact}`],
        contentType: 'application/sdp',
        body: answerSdp
      })
    })
    const call = account.invite('744', media)
    await callIs(call, 'early')
    peer.dropConnections()
    expect((await callIs(call, 'terminated')).end).toEqual({ by: 'network' })
  })
})

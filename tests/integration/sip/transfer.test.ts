import { afterEach, describe, expect, it } from 'vitest'
import type { SipCall } from '../../../src-main/sip/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerCall, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let log: SpyLog

async function registered(transport: PeerTransport): Promise<void> {
  ;({ peer, account, log } = await registeredOn(transport))
}
async function confirmed(dialled: string): Promise<{ call: SipCall; invite: PeerMessage }> {
  const sent = peer.nextRequest('INVITE')
  const call = account.invite(dialled, new FakeCallMedia())
  const invite = await sent
  await callIs(call, 'confirmed')
  return { call, invite }
}
const notify = (
  invite: PeerMessage,
  cseq: number,
  status: string,
  state = 'active;expires=60'
): Promise<PeerMessage> =>
  peer.request(
    inDialogRequest(peer, invite, 'NOTIFY', cseq, {
      headers: [
        'Event: refer',
        `Subscription-State: ${state}`,
        ...(status === '' ? [] : ['Content-Type: message/sipfrag;version=2.0'])
      ],
      body: status === '' ? '' : `SIP/2.0 ${status}\r\n`
    }),
    invite.source
  )

afterEach(async () => {
  await account.stop()
  await peer.stop()
  expect(log.warnings).toEqual([])
})

describe.each<PeerTransport>(['udp', 'tcp'])('a transfer over %s', (transport) => {
  it('is a REFER, and ends the call when the target has answered', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('REFER', (request) => peer.respond(request, '202 Accepted'))
    const sent = peer.nextRequest('REFER')
    const transferred = call.transfer('#12')
    const refer = await sent
    expect(refer.header('refer-to')).toBe('<sip:%2312@pbx.example>')
    expect(refer.header('referred-by')).toBe('<sip:adam@pbx.example>')
    expect(refer.header('to')).toContain('tag=peer')
    expect(refer.contactUri).toBe(invite.contactUri)
    expect((await notify(invite, 1, '100 Trying')).statusCode).toBe(200)
    expect(call.state.kind).toBe('confirmed')
    const bye = peer.nextRequest('BYE')
    await notify(invite, 2, '200 OK', 'terminated;reason=noresource')
    expect(await transferred).toEqual({ kind: 'succeeded' })
    await bye
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'local' } })
  })

  it('succeeds also when the NOTIFY overtakes the 202', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('REFER', (request) => {
      void notify(invite, 1, '200 OK', 'terminated').then(() =>
        peer.respond(request, '202 Accepted')
      )
    })
    expect(await call.transfer('745')).toEqual({ kind: 'succeeded' })
  })

  it('fails with what the target said, and the call goes on', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('REFER', (request) => {
      peer.respond(request, '202 Accepted')
      void notify(invite, 1, '486 Busy Here', 'terminated;reason=noresource')
    })
    expect(await call.transfer('745')).toEqual({
      kind: 'failed',
      statusCode: 486,
      reasonPhrase: 'Busy Here'
    })
    expect(call.state.kind).toBe('confirmed')
    expect(peer.count('BYE')).toBe(0)
    expect(await call.setHeld(false)).toMatchObject({ statusCode: 200 })
  })

  it.each(['405 Method Not Allowed', '420 Bad Extension', '603 Decline', '501 Not Implemented'])(
    'that the PBX refuses with %s leaves the call as it was',
    async (status) => {
      await registered(transport)
      const { call } = await confirmed('744')
      peer.on('REFER', (request) => peer.respond(request, status))
      const [code, ...phrase] = status.split(' ')
      expect(await call.transfer('745')).toEqual({
        kind: 'failed',
        statusCode: Number(code),
        reasonPhrase: phrase.join(' ')
      })
      expect(call.state.kind).toBe('confirmed')
    }
  )

  it('that the PBX takes and ends the call for is accepted, and no more is known', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('REFER', (request) => peer.respond(request, '202 Accepted'))
    const sent = peer.nextRequest('REFER')
    const transferred = call.transfer('745')
    await sent
    await notify(invite, 1, '180 Ringing')
    await peer.request(inDialogRequest(peer, invite, 'BYE', 2), invite.source)
    expect(await transferred).toEqual({ kind: 'accepted' })
    expect(call.state).toEqual({ kind: 'terminated', end: { by: 'remote' } })
    expect(peer.count('BYE')).toBe(0)
  })

  it('whose subscription ends without a word is accepted, and the call goes on', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('REFER', (request) => {
      peer.respond(request, '202 Accepted')
      void notify(invite, 1, '', 'terminated;reason=timeout')
    })
    expect(await call.transfer('745')).toEqual({ kind: 'accepted' })
    expect(call.state.kind).toBe('confirmed')
  })

  it('is one at a time', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('REFER', (request) => peer.respond(request, '202 Accepted'))
    const sent = peer.nextRequest('REFER')
    const first = call.transfer('745')
    await sent
    expect(await call.transfer('746')).toMatchObject({ kind: 'failed', statusCode: 491 })
    await notify(invite, 1, '404 Not Found', 'terminated')
    expect(await first).toMatchObject({ kind: 'failed', statusCode: 404 })
    expect(peer.count('REFER')).toBe(1)
  })

  it('to a consulted colleague replaces the other call', async () => {
    await registered(transport)
    const { call, invite } = await confirmed('744')
    peer.on('INVITE', (request) => answerCall(peer, request, 'colleague'))
    const { call: consultation, invite: consulted } = await confirmed('745')
    peer.on('REFER', (request) => {
      peer.respond(request, '202 Accepted')
      void notify(invite, 1, '200 OK', 'terminated')
    })
    const sent = peer.nextRequest('REFER')
    const transferred = call.transferTo(consultation)
    const [uri, headers] = (await sent).header('refer-to').slice(1, -1).split('?')
    expect(uri).toBe('sip:745@pbx.example')
    expect(decodeURIComponent(headers ?? '')).toBe(
      `Replaces=${consulted.header('call-id')};to-tag=colleague;from-tag=${consulted.parameter('from', 'tag')}`
    )
    expect(await transferred).toEqual({ kind: 'succeeded' })
    expect(call.state.kind).toBe('terminated')
    await peer.request(
      inDialogRequest(peer, consulted, 'BYE', 1, { toTag: 'colleague' }),
      consulted.source
    )
    expect(consultation.state).toEqual({ kind: 'terminated', end: { by: 'remote' } })
  })

  it('needs two calls that are confirmed', async () => {
    await registered(transport)
    const { call } = await confirmed('744')
    peer.on('INVITE', (request) => peer.respond(request, '180 Ringing'))
    const other = account.invite('745', new FakeCallMedia())
    await callIs(other, 'early')
    expect(await call.transferTo(other)).toMatchObject({ kind: 'failed', statusCode: 481 })
    expect(await other.transfer('746')).toMatchObject({ kind: 'failed', statusCode: 481 })
    expect(() => call.transferTo(call)).toThrow(TypeError)
    expect(() => call.transfer('7 44')).toThrow('not-dialable')
    expect(peer.count('REFER')).toBe(0)
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { answerCall, answerSdp, inDialogRequest } from '../../support/scripted-peer-roles'
import { callIs, FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
const log = new SpyLog()

async function registered(transport: PeerTransport): Promise<void> {
  ;({ peer, account } = await registeredOn(transport, { log }))
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
  expect(log.warnings).toEqual([])
})

describe.each<PeerTransport>(['udp', 'tcp'])('a peer that knows no tags, over %s', (transport) => {
  /** RFC 2543 §6.37: To is sent back as it came. */
  function answerWithoutTag(request: PeerMessage): void {
    const send = peer.send.bind(peer)
    peer.send = (text, to) => send(String(text).replace(/;tag=peer\r\n/, '\r\n'), to)
    answerCall(peer, request)
  }

  it('is called, acknowledged and hung up on', async () => {
    await registered(transport)
    peer.on('INVITE', answerWithoutTag)
    const ack = peer.nextRequest('ACK')
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    expect((await ack).header('to')).toBe('<sip:*90744@pbx.example>')
    const bye = peer.nextRequest('BYE')
    call.hangUp()
    expect((await bye).header('to')).toBe('<sip:*90744@pbx.example>')
  })

  it('ends the call', async () => {
    await registered(transport)
    peer.on('INVITE', answerWithoutTag)
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const invite = peer.requestsOf('INVITE')[0]!
    const bye = inDialogRequest(peer, invite, 'BYE', 7)
    const reply = await peer.request(bye, invite.source)
    expect(reply.statusCode).toBe(200)
    expect(reply.header('from')).not.toContain('tag=')
    expect(await callIs(call, 'terminated')).toMatchObject({ end: { by: 'remote' } })
  })
})

describe('the ACK of a refused re-INVITE', () => {
  it('takes the whole route of its dialog', async () => {
    await registered('udp')
    const routes = ['<sip:127.0.0.1;lr>', '<sip:inner.pbx.example;lr>']
    peer.on('INVITE', (request) => {
      if (request.parameter('to', 'tag') !== undefined) peer.respond(request, '488 Not Here')
      else
        peer.respond(request, '200 OK', {
          headers: [
            `Contact: ${peer.contact}`,
            ...routes.toReversed().map((route) => `Record-Route: ${route}`)
          ],
          contentType: 'application/sdp',
          body: answerSdp
        })
    })
    const call = account.invite('*90744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const ack = peer.next(({ method, cseq }) => method === 'ACK' && cseq > 1)
    expect((await call.setHeld(true)).statusCode).toBe(488)
    const routed = (message: PeerMessage | undefined) => message?.all('route').join(', ')
    expect(routed(peer.requestsOf('INVITE').at(-1))).toBe(routes.join(', '))
    expect(routed(await ack)).toBe(routes.join(', '))
  })
})

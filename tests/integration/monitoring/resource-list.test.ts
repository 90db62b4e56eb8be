import { afterEach, describe, expect, it } from 'vitest'
import { demoCustomer, demoPassword } from '../../../src-main/demo-pbx/demo-customer'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { agentsList } from '../../../src-main/demo-pbx/demo-directory'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { listBody, type ListBody } from '../../support/monitoring/list-bodies'
import { MonitorUnderTest } from '../../support/monitoring/monitor-under-test'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import {
  acceptRegistrations,
  acceptSubscribe,
  accountOn,
  inDialogRequest,
  notify
} from '../../support/scripted-peer-roles'
import { makeAccount, registrationIs } from '../../support/sip-account-under-test'

const open: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

describe.each(['udp', 'tcp'] as const)('the list of the demo PBX over %s', (transport) => {
  it('lights every lamp by one subscription, and follows', async () => {
    const pbx = new DemoPbx({ sipPort: 0, voices: 'tones', pace: 'manual', voicesFolder: '' })
    const { port } = await pbx.start()
    open.push(() => pbx.stop())
    const customer = demoCustomer(port)
    const account = makeAccount({ ...customer.account, transport }, { password: demoPassword })
    open.push(() => account.stop())
    const sent: string[] = []
    account.onSubscribing(() => sent.push('burst'))
    const extensions = customer.huntGroups.flatMap(({ members }) =>
      members.map(({ extension }) => extension)
    )
    const monitored = new MonitorUnderTest(account, extensions, agentsList)
    account.start()
    await monitored.until(() => monitored.all.every(({ stale }) => !stale))
    expect(monitored.row('744').status).toBe('on-call')
    pbx.ringAgent('745')
    await monitored.untilStatus('745', 'ringing')
    pbx.callAgent('745')
    await monitored.untilStatus('745', 'on-call')
    pbx.endCall('744')
    await monitored.untilStatus('744', 'idle')
    // One SUBSCRIBE (and its answer to the challenge) is no burst: nobody was asked for singly.
    expect(sent).toEqual([])
    expect(monitored.warnings).toEqual([])
  })
})

describe('a list', () => {
  let peer: ScriptedPeer
  let account: SipAccount

  async function onPeer(): Promise<void> {
    peer = await ScriptedPeer.start({ transport: 'tcp', t1Ms: 50 })
    open.push(() => peer.stop())
    acceptRegistrations(peer)
    account = makeAccount(accountOn(peer, 'tcp'))
    open.push(() => account.stop())
    account.start()
    await registrationIs(account, 'registered')
  }

  const asksForList = (request: PeerMessage) => request.requestUri.startsWith('sip:blf@')

  function notifyList(subscribe: PeerMessage, cseq: number, { contentType, body }: ListBody) {
    const headers = [
      'Event: dialog',
      'Require: eventlist',
      'Subscription-State: active;expires=300',
      `Content-Type: ${contentType}`
    ]
    const text = inDialogRequest(peer, subscribe, 'NOTIFY', cseq, { headers, body })
    return peer.request(text.replace(/;tag=peer;tag=peer/, ';tag=peer'), subscribe.source)
  }

  it('is asked for with what says that lists are understood', async () => {
    await onPeer()
    const asked = peer.nextRequest('SUBSCRIBE')
    peer.on('SUBSCRIBE', (request) => {
      peer.respond(request, '200 OK', { headers: ['Expires: 300'] })
      void notifyList(request, 1, listBody(0, true, [{ extension: '744' }]))
    })
    const monitored = new MonitorUnderTest(account, ['744'], 'blf')
    const subscribe = await asked
    expect(subscribe.requestUri).toBe('sip:blf@pbx.example')
    expect(subscribe.all('supported').join()).toContain('eventlist')
    expect(subscribe.header('accept')).toBe(
      'multipart/related, application/rlmi+xml, application/dialog-info+xml'
    )
    await monitored.untilStatus('744', 'idle')
  })

  it('of two thousand lights them all by one message', async () => {
    await onPeer()
    const extensions = Array.from({ length: 2_000 }, (_, index) => String(10_000 + index))
    peer.on('SUBSCRIBE', (request) => {
      peer.respond(request, '200 OK', { headers: ['Expires: 300'] })
      const parts = extensions.map((extension) => ({ extension, dialogState: 'confirmed' }))
      void notifyList(request, 1, listBody(0, true, parts))
    })
    const monitored = new MonitorUnderTest(account, extensions, 'blf')
    await monitored.until(() => monitored.all.every(({ status }) => status === 'on-call'))
    expect(peer.count('SUBSCRIBE')).toBe(1)
  })

  it('with a gap in its versions is asked for full state within its dialog', async () => {
    await onPeer()
    let first: PeerMessage | undefined
    peer.on('SUBSCRIBE', (request) => {
      peer.respond(request, '200 OK', { headers: ['Expires: 300'] })
      first ??= request
      const version = request === first ? 0 : 9
      void notifyList(
        request,
        request === first ? 1 : 9,
        listBody(version, true, [{ extension: '744' }])
      )
    })
    const monitored = new MonitorUnderTest(account, ['744'], 'blf')
    await monitored.untilStatus('744', 'idle')
    const refresh = peer.nextRequest('SUBSCRIBE')
    if (!first) throw new Error('no SUBSCRIBE')
    const changed = { extension: '744', dialogState: 'confirmed', version: 5 }
    await notifyList(first, 5, listBody(5, false, [changed]))
    expect((await refresh).parameter('to', 'tag')).toBe('peer')
    await monitored.untilStatus('744', 'idle')
  })

  it.each([
    ['does not know the extension', '420 Bad Extension'],
    ['does not know the event', '489 Bad Event'],
    ['does not know the list', '404 Not Found'],
    ['does not take the body', '406 Not Acceptable']
  ])('is given up for single subscriptions when the PBX %s', async (_, status) => {
    await onPeer()
    peer.on('SUBSCRIBE', (request) => {
      if (asksForList(request)) peer.respond(request, status)
      else acceptSubscribe(peer, request)
    })
    const monitored = new MonitorUnderTest(account, ['744', '745'], 'blf')
    await monitored.until(() => monitored.all.every(({ stale }) => !stale))
    expect(peer.requestsOf('SUBSCRIBE').map(({ requestUri }) => requestUri)).toEqual([
      'sip:blf@pbx.example',
      'sip:744@pbx.example',
      'sip:745@pbx.example'
    ])
    expect(monitored.warnings).toHaveLength(1)
  })

  it('is given up when the NOTIFY carries none, and ended politely', async () => {
    await onPeer()
    const ended = peer.next(
      (message) => message.method === 'SUBSCRIBE' && message.header('expires') === '0'
    )
    peer.on('SUBSCRIBE', (request) => acceptSubscribe(peer, request))
    const monitored = new MonitorUnderTest(account, ['744'], 'blf')
    await monitored.untilStatus('744', 'idle')
    expect((await ended).header('event')).toBe('dialog')
    expect(peer.requestsOf('SUBSCRIBE').map(({ requestUri }) => requestUri)).toContain(
      'sip:744@pbx.example'
    )
  })

  it('that ends makes its lamps stale, and comes back', async () => {
    await onPeer()
    peer.on('SUBSCRIBE', (request) => {
      peer.respond(request, '200 OK', { headers: ['Expires: 300'] })
      void notifyList(
        request,
        1,
        listBody(0, true, [{ extension: '744', dialogState: 'confirmed' }])
      )
    })
    const monitored = new MonitorUnderTest(account, ['744'], 'blf')
    await monitored.untilStatus('744', 'on-call')
    const first = peer.first('SUBSCRIBE')
    await notify(peer, first, 'terminated;reason=deactivated', 9, '')
    await monitored.until(() => monitored.row('744').stale)
    await monitored.untilStatus('744', 'on-call')
    expect(peer.count('SUBSCRIBE')).toBe(2)
  })
})

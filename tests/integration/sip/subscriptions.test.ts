import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import type { PeerChallenge, PeerMessage } from '../../support/scripted-peer-message'
import {
  acceptRegistrations,
  acceptSubscribe,
  acceptSubscriptions,
  challenging,
  idleBody,
  inDialogRequest,
  notify
} from '../../support/scripted-peer-roles'
import { registrationIs, SpyLog, SubscriptionEvents } from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let log: SpyLog
let events: SubscriptionEvents

async function registered(
  transport: PeerTransport = 'udp',
  timers: Partial<SipTimers> = {}
): Promise<void> {
  events = new SubscriptionEvents()
  ;({ peer, account, log } = await registeredOn(transport, { timers }))
}
const firstSubscribe = (): PeerMessage => {
  return peer.first('SUBSCRIBE')
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

it('answers a NOTIFY that comes once more as it did, and tells it once', async () => {
  await registered()
  account.subscribeDialog('744', events.listener)
  await events.until('notify')
  const text = inDialogRequest(peer, firstSubscribe(), 'NOTIFY', 2, {
    headers: [
      'Event: dialog',
      'Subscription-State: active',
      'Content-Type: application/dialog-info+xml'
    ],
    body: idleBody('744', 2)
  })
  const { source } = firstSubscribe()
  const first = await peer.request(text, source)
  const second = await peer.request(text, source)
  expect(first.statusCode).toBe(200)
  expect(second.raw).toBe(first.raw)
  await notify(peer, firstSubscribe(), 'active', 3)
  await events.until('notify', 3)
  expect(events.seen.map(({ type }) => type)).toEqual(['notify', 'notify', 'notify'])
})

describe.each<PeerTransport>(['udp', 'tcp'])('a dialog subscription over %s', (transport) => {
  it('asks for dialog-info, and delivers what NOTIFYs carry, as it is', async () => {
    await registered(transport)
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const subscribe = firstSubscribe()
    expect(subscribe.requestUri).toBe('sip:744@pbx.example')
    expect(subscribe.header('event')).toBe('dialog')
    expect(subscribe.header('accept')).toBe('application/dialog-info+xml')
    expect(subscribe.header('expires')).toBe('300')
    const body = idleBody('744 – Jürgen', 2)
    const reply = await notify(peer, subscribe, 'active;expires=290', 2, body)
    expect(reply.statusCode).toBe(200)
    await events.until('notify', 2)
    expect(events.seen.at(-1)).toEqual({
      type: 'notify',
      contentType: 'application/dialog-info+xml',
      body
    })
    expect(log.warnings).toEqual([])
  })

  it('takes a NOTIFY that overtakes the 200', async () => {
    await registered(transport)
    peer.on('SUBSCRIBE', (request) => {
      void notify(peer, request, 'active;expires=300', 1).then(() => {
        peer.respond(request, '200 OK', { headers: ['Expires: 300'] })
      })
    })
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    await notify(peer, firstSubscribe(), 'active;expires=300', 2)
    await events.until('notify', 2)
    expect(peer.count('SUBSCRIBE')).toBe(1)
  })

  it('unsubscribes when it is ended, and tells nothing more', async () => {
    await registered(transport)
    const subscription = account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const end = peer.next(
      (message) => message.method === 'SUBSCRIBE' && message.header('expires') === '0'
    )
    subscription.end()
    subscription.end()
    expect((await end).parameter('to', 'tag')).toBe('peer')
    await account.stop()
    expect(events.seen.map(({ type }) => type)).toEqual(['notify'])
  })
})

describe('a subscription', () => {
  it('is refreshed within its dialog before it expires, with what the PBX granted', async () => {
    await registered()
    peer.on('SUBSCRIBE', (request) => acceptSubscribe(peer, request, 2))
    account.subscribeDialog('744', events.listener)
    const first = await peer.nextRequest('SUBSCRIBE')
    const refresh = await peer.nextRequest('SUBSCRIBE')
    expect(refresh.parameter('to', 'tag')).toBe('peer')
    expect(refresh.header('call-id')).toBe(first.header('call-id'))
    expect(refresh.cseq).toBe(first.cseq + 1)
    await events.until('notify', 2)
    expect(events.count('lost')).toBe(0)
  })

  it('that the PBX has forgotten is made anew', async () => {
    await registered()
    peer.on('SUBSCRIBE', (request) => {
      if (request.parameter('to', 'tag')) peer.respond(request, '481 Subscription Does Not Exist')
      else acceptSubscribe(peer, request, 2)
    })
    account.subscribeDialog('744', events.listener)
    await events.until('lost')
    await events.until('notify', 2)
    const fresh = peer.requestsOf('SUBSCRIBE').filter((one) => !one.parameter('to', 'tag'))
    expect(new Set(fresh.map((one) => one.header('call-id'))).size).toBe(2)
  })

  it('that is refused says so, and is tried again only rarely', async () => {
    await registered('udp', { refusedPauseMs: 300 })
    peer.on('SUBSCRIBE', (request) => peer.respond(request, '403 Forbidden'))
    account.subscribeDialog('744', events.listener)
    const started = performance.now()
    await events.until('refused')
    expect(events.seen).toEqual([{ type: 'refused', statusCode: 403, reasonPhrase: 'Forbidden' }])
    acceptSubscriptions(peer)
    await events.until('notify')
    expect(performance.now() - started).toBeGreaterThan(295)
  })

  it('asks for longer when the interval is too brief', async () => {
    await registered()
    peer.on('SUBSCRIBE', (request) => {
      if (Number(request.header('expires')) >= 900) acceptSubscribe(peer, request, 900)
      else peer.respond(request, '423 Interval Too Brief', { headers: ['Min-Expires: 900'] })
    })
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    expect(peer.count('SUBSCRIBE')).toBe(2)
  })

  it('without an answer is tried again', async () => {
    await registered('udp', { t1Ms: 5, t2Ms: 40 })
    peer.on('SUBSCRIBE', () => {})
    account.subscribeDialog('744', events.listener)
    await peer.nextRequest('SUBSCRIBE')
    const given = firstSubscribe().header('call-id')
    const again = await peer.next(
      (message) => message.method === 'SUBSCRIBE' && message.header('call-id') !== given
    )
    acceptSubscribe(peer, again)
    await events.until('notify')
  })

  it('with a 200 and never a NOTIFY is tried again', async () => {
    await registered('udp', { t1Ms: 5, t2Ms: 40 })
    peer.on('SUBSCRIBE', (request) =>
      peer.respond(request, '200 OK', { headers: ['Expires: 300'] })
    )
    account.subscribeDialog('744', events.listener)
    await peer.nextRequest('SUBSCRIBE')
    const again = await peer.nextRequest('SUBSCRIBE')
    expect(again.header('call-id')).not.toBe(firstSubscribe().header('call-id'))
  })

  it.each([
    ['terminated;reason=deactivated', 'lost'],
    ['terminated;reason=noresource', 'refused'],
    ['terminated;reason=rejected', 'refused'],
    ['terminated', 'lost']
  ] as const)('that a NOTIFY ends with "%s" is %s, and made anew', async (state, event) => {
    await registered('udp', { refusedPauseMs: 50 })
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const again = peer.nextRequest('SUBSCRIBE')
    expect((await notify(peer, firstSubscribe(), state, 9)).statusCode).toBe(200)
    await events.until(event)
    expect((await again).parameter('to', 'tag')).toBeUndefined()
    await events.until('notify', 3)
  })

  it('waits for the seconds of retry-after, which are not milliseconds', async () => {
    await registered()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const again = peer.nextRequest('SUBSCRIBE')
    const started = performance.now()
    await notify(peer, firstSubscribe(), 'terminated;reason=probation;retry-after=1', 9)
    await again
    expect(performance.now() - started).toBeGreaterThan(990)
  })

  it('answers a challenge once, and has the nonce ready for the next ones', async () => {
    await registered()
    const challenge: PeerChallenge = { algorithm: 'MD5', realm: 'pbx', nonce: 'n', qop: '"auth"' }
    peer.on(
      'SUBSCRIBE',
      challenging(peer, challenge, (request) => acceptSubscribe(peer, request))
    )
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    for (let extension = 800; extension < 820; extension++)
      account.subscribeDialog(String(extension), events.listener)
    await events.until('notify', 21)
    expect(peer.count('SUBSCRIBE')).toBe(22)
  })
})

describe('all subscriptions', () => {
  it('are made anew when the registration is back, and lost until then', async () => {
    await registered('tcp')
    const all = Array.from({ length: 30 }, () => new SubscriptionEvents())
    all.forEach((one, index) => account.subscribeDialog(String(700 + index), one.listener))
    await Promise.all(all.map((one) => one.until('notify')))
    const before = peer.count('SUBSCRIBE')
    const lost = registrationIs(account, 'retrying')
    peer.dropConnections()
    await lost
    for (const one of all) expect(one.seen.map(({ type }) => type)).toEqual(['notify', 'lost'])
    await Promise.all(all.map((one) => one.until('notify', 2)))
    expect(peer.count('SUBSCRIBE')).toBe(before + 30)
    const ports = new Set(peer.requestsOf('SUBSCRIBE').map(({ source }) => source.port))
    expect(ports.size).toBe(2)
  })

  it('are made at about fifty a second, not all at once', async () => {
    await registered('udp', { subscribePaceMs: 20 })
    const arrivals: number[] = []
    peer.on('SUBSCRIBE', (request) => {
      arrivals.push(performance.now())
      acceptSubscribe(peer, request)
    })
    for (let extension = 700; extension < 725; extension++)
      account.subscribeDialog(String(extension), events.listener)
    await events.until('notify', 25)
    const lasted = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)
    expect(lasted).toBeGreaterThan(24 * 20 * 0.9)
  })

  it('wait for the registration when they are asked for too early', async () => {
    await registered()
    await account.stop()
    account.subscribeDialog('744', events.listener)
    expect(peer.count('SUBSCRIBE')).toBe(0)
    account.start()
    await events.until('notify')
  })

  it('on a flow that is kept are made anew too: the PBX may have been restarted', async () => {
    await registered()
    acceptRegistrations(peer, 2)
    account.retryNow()
    await registrationIs(account, 'registered')
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    peer.on('REGISTER', (request) => peer.respond(request, '500 Server Error'))
    await registrationIs(account, 'retrying')
    await events.until('lost')
    // What the old dialog says does not count any more.
    const stale = await notify(peer, firstSubscribe(), 'active', 8)
    expect(stale.statusCode).toBe(481)
    acceptRegistrations(peer)
    await events.until('notify', 2)
  })
})

import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { registeredOn } from '../../support/registered-account'
import { ScriptedPeer, type PeerTransport } from '../../support/scripted-peer'
import { PeerMessage } from '../../support/scripted-peer-message'
import {
  acceptRegistrations,
  accountOn,
  idleBody,
  inDialogRequest
} from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog,
  SubscriptionEvents
} from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
let log: SpyLog

async function registered(
  transport: PeerTransport,
  timers: Partial<SipTimers> = {}
): Promise<PeerMessage> {
  ;({ peer, account, log } = await registeredOn(transport, { timers }))
  return peer.first('REGISTER')
}
const worksStill = async (): Promise<void> => {
  const media = new FakeCallMedia()
  const call = account.invite('744', media)
  await callIs(call, 'confirmed')
  call.hangUp()
}
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

/** A request outside any dialog, as a PBX or anybody else may send it. */
function outside(method: string, register: PeerMessage, more: string[] = [], body = ''): string {
  return [
    `${method} ${register.contactUri} SIP/2.0`,
    peer.via(),
    'From: <sip:someone@pbx.example>;tag=x',
    'To: <sip:adam@pbx.example>',
    `Call-ID: ${method}${Math.random()}`,
    `CSeq: 1 ${method}`,
    `Contact: ${peer.contact}`,
    ...more,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body
  ].join('\r\n')
}

describe.each<PeerTransport>(['udp', 'tcp'])(
  'requests that nobody asked for, over %s',
  (transport) => {
    it.each([
      ['INVITE', 486],
      ['OPTIONS', 200],
      ['NOTIFY', 481],
      ['BYE', 481],
      ['MESSAGE', 405],
      ['REFER', 405],
      ['SUBSCRIBE', 405],
      ['REGISTER', 405],
      ['PRACK', 405],
      ['UPDATE', 481],
      ['PUBLISH', 405],
      ['WHATEVER', 405],
      ['CANCEL', 481]
    ])('%s is answered %i', async (method, statusCode) => {
      const register = await registered(transport)
      const answer = await peer.request(
        outside(method, register, ['Event: message-summary', 'Subscription-State: active']),
        register.source
      )
      expect(answer.statusCode).toBe(statusCode)
      expect(answer.header('to')).toMatch(/;tag=/)
      if (statusCode === 405 || method === 'OPTIONS')
        expect(answer.header('allow')).toBe(
          'ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, PRACK, UPDATE'
        )
    })

    it('find us whatever user their Request-URI names', async () => {
      const register = await registered(transport)
      for (const uri of ['sip:other@192.0.2.1', 'tel:+491234', 'sips:x@y', 'sip:a#b@my_host']) {
        const text = outside('OPTIONS', register).replace(register.contactUri, uri)
        expect((await peer.request(text, register.source)).statusCode).toBe(200)
      }
    })

    it('may have From and Contact that no grammar knows', async () => {
      const register = await registered(transport)
      const text = outside('OPTIONS', register)
        .replace(/From: .*/, 'From: Jürgen, A. <tel:+49;phone-context=x>;tag=x')
        .replace(/Contact: .*/, 'Contact: "unclosed <sip:a@my_host>')
      const answer = await peer.request(text, register.source)
      expect(answer.statusCode).toBe(200)
      expect(answer.header('from')).toBe('Jürgen, A. <tel:+49;phone-context=x>;tag=x')
    })
  }
)

describe('an incoming INVITE', () => {
  it('over UDP is refused again and again until its ACK', async () => {
    const register = await registered('udp', { t1Ms: 20, t2Ms: 160 })
    const invite = outside('INVITE', register)
    const { branch } = new PeerMessage(invite, register.source)
    const refusals = () => peer.received.filter((message) => message.branch === branch).length
    await peer.request(invite, register.source)
    while (refusals() < 3) await peer.next((message) => message.branch === branch)
    const answer = peer.received.find((message) => message.branch === branch)
    const ack = invite
      .replace(/INVITE/g, 'ACK')
      .replace(/To: .*/, `To: ${answer?.header('to') ?? ''}`)
    peer.send(ack, register.source)
    const acked = refusals()
    await worksStill()
    expect(refusals()).toBeLessThanOrEqual(acked + 1)
  })
})

describe('what is no SIP, or broken', () => {
  it('over UDP costs nothing but itself', async () => {
    const register = await registered('udp')
    const good = outside('OPTIONS', register)
    const pieces = [
      ...Array.from({ length: 200 }, () => randomBytes(300)),
      ...Array.from({ length: good.length }, (_, length) => good.slice(0, length)),
      good.replace('Content-Length: 0', 'Content-Length: 5000'),
      good.replace(/CSeq: .*/, 'CSeq: one OPTIONS'),
      good.replace(/Via: .*/, 'Via: nothing'),
      'SIP/2.0 200 OK\r\n\r\n',
      '\0\0\0\0'
    ]
    for (const piece of pieces) peer.send(piece, register.source)
    await worksStill()
    expect(log.warnings).toEqual([])
  })

  it('a request that was cut is told so', async () => {
    const register = await registered('udp')
    const cut = outside('NOTIFY', register).replace('Content-Length: 0', 'Content-Length: 500')
    expect((await peer.request(cut, register.source)).statusCode).toBe(400)
  })

  it.each([
    ['has no Content-Length', 'OPTIONS sip:a SIP/2.0\r\nVia: x\r\n\r\n'],
    ['never ends', 'x'.repeat(70_000)],
    ['claims a gigabyte', 'X\r\nContent-Length: 999999999\r\n\r\n']
  ])('over TCP loses the connection when it %s, and only that', async (_, bytes) => {
    const register = await registered('tcp')
    const lost = registrationIs(account, 'retrying')
    peer.send(bytes, register.source)
    expect((await lost).reason).toBe('connection-lost')
    await registrationIs(account, 'registered')
    await worksStill()
  })

  it('over TCP a message that makes no sense leaves the connection alone', async () => {
    const register = await registered('tcp')
    for (const text of [
      'Nonsense\r\nContent-Length: 3\r\n\r\nabc',
      'SIP/2.0 200 OK\r\nl: 0\r\n\r\n'
    ])
      peer.send(text, register.source)
    await worksStill()
    expect(peer.openConnections).toBe(1)
  })

  it('responses to nothing, and responses twice, change nothing', async () => {
    const register = await registered('udp')
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    for (const request of [register, ...peer.requestsOf('SUBSCRIBE')])
      for (const status of ['200 OK', '100 Trying', '481 Gone', '200 OK'])
        peer.respond(request, status)
    await worksStill()
    expect(events.seen.map(({ type }) => type)).toEqual(['notify'])
    expect(account.registration.kind).toBe('registered')
  })

  it('requests within a dialog that make no sense do not end the call', async () => {
    await registered('udp')
    const call = account.invite('744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    const invite = peer.first('INVITE')
    const answers = await Promise.all(
      ['MESSAGE', 'UPDATE', 'REFER', 'NOTIFY', 'PRACK', 'OPTIONS', 'INFO', 'SUBSCRIBE'].map(
        (method, index) =>
          peer.request(inDialogRequest(peer, invite, method, index + 1), invite.source)
      )
    )
    for (const { statusCode } of answers) expect(statusCode).toBeGreaterThanOrEqual(200)
    const old = await peer.request(inDialogRequest(peer, invite, 'BYE', 1), invite.source)
    expect(old.statusCode).toBe(500)
    expect(call.state.kind).toBe('confirmed')
  })
})

describe('a flood', () => {
  it('of NOTIFYs within a subscription is delivered, while calls go on', async () => {
    await registered('tcp')
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    const subscribe = peer.first('SUBSCRIBE')
    const template = inDialogRequest(peer, subscribe, 'NOTIFY', 10, {
      headers: ['Event: dialog', 'Subscription-State: active', 'Content-Type: x/y'],
      body: idleBody('744')
    })
    for (let cseq = 10; cseq < 2_010; cseq++) {
      const text = template.replace(/branch=\w+/, `branch=z9hG4bKflood${cseq}`)
      peer.send(text.replace('CSeq: 10', `CSeq: ${cseq}`), subscribe.source)
    }
    await worksStill()
    await events.until('notify', 2_001)
  })

  it('of NOTIFYs outside any subscription is refused and leaves nothing behind', async () => {
    const register = await registered('udp')
    const flood = outside('NOTIFY', register, ['Event: dialog', 'Subscription-State: active'])
    for (let index = 0; index < 3_000; index++) {
      peer.send(flood.replace(/branch=\w+/, `branch=z9hG4bKflood${index}`), register.source)
      if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await worksStill()
    const refused = peer.received.filter(({ statusCode }) => statusCode === 481).length
    expect(refused).toBeGreaterThan(100)
  })
})

describe('keep-alive', () => {
  it('over TCP is sent, and a connection that no longer answers it is given up', async () => {
    await registered('tcp', { keepAliveMs: 30, pongTimeoutMs: 60 })
    await peer.nextPing()
    await peer.nextPing()
    const lost = registrationIs(account, 'retrying')
    peer.answersPings = false
    expect((await lost).reason).toBe('connection-lost')
  })

  it('over TCP is not asked of a PBX that never answers it', async () => {
    log = new SpyLog()
    peer = await ScriptedPeer.start({ transport: 'tcp' })
    peer.answersPings = false
    acceptRegistrations(peer)
    account = makeAccount(accountOn(peer, 'tcp'), {
      timers: { keepAliveMs: 10, pongTimeoutMs: 10 }
    })
    account.start()
    await registrationIs(account, 'registered')
    for (let ping = 0; ping < 8; ping++) await peer.nextPing()
    expect(peer.count('REGISTER')).toBe(1)
  })

  it('over TCP is answered', async () => {
    const register = await registered('tcp')
    const pong = peer.nextPing()
    peer.send('\r\n\r\n', register.source)
    await pong
    await worksStill()
  })

  it('over UDP is sent to the PBX', async () => {
    await registered('udp', { keepAliveMs: 20 })
    await peer.nextPing()
    await peer.nextPing()
  })
})

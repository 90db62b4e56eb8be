import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SipTimers } from '../../../src-main/sip/sip-timers'
import { MonitorUnderTest } from '../../support/monitoring/monitor-under-test'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { acceptRegistrations, accountOn, inDialogRequest } from '../../support/scripted-peer-roles'
import { makeAccount, registrationIs } from '../../support/sip-account-under-test'

/** What RFC 4235 and RFC 6665 let a PBX do, one row a test: from the wire to the lamp. */

let peer: ScriptedPeer
let account: SipAccount
let monitored: MonitorUnderTest

interface NotifyRow {
  readonly state?: string
  readonly type?: string
  readonly body?: string
  readonly fromTag?: string
}

const dialogInfo = (dialogs: string, attributes = 'version="1" state="full"') =>
  `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:744@pbx.example">${dialogs}</dialog-info>`
const dialog = (state: string, id = 'a') => `<dialog id="${id}"><state>${state}</state></dialog>`
const onCall = dialogInfo(dialog('confirmed'))

let lastCSeq = 0

function tell(
  subscribe: PeerMessage,
  {
    state = 'active;expires=300',
    type = 'application/dialog-info+xml',
    body = onCall,
    fromTag = 'peer'
  }: NotifyRow = {}
): Promise<PeerMessage> {
  const headers = [
    'Event: dialog',
    `Subscription-State: ${state}`,
    ...(body === '' ? [] : [`Content-Type: ${type}`])
  ]
  lastCSeq += 1
  const text = inDialogRequest(peer, subscribe, 'NOTIFY', lastCSeq, {
    headers,
    body,
    toTag: fromTag
  })
  return peer.request(text.replace(/;tag=peer;tag=peer/, ';tag=peer'), subscribe.source)
}

/** Answers SUBSCRIBEs with this status, and a NOTIFY where there is one to tell. */
function answering(status: string, first: NotifyRow | null = {}): void {
  peer.on('SUBSCRIBE', (request) => {
    peer.respond(request, status, { headers: ['Expires: 300', `Contact: ${peer.contact}`] })
    if (first) void tell(request, first)
  })
}

async function monitoring(timers: Partial<SipTimers> = {}): Promise<PeerMessage> {
  account = makeAccount(accountOn(peer, 'udp'), { timers })
  account.start()
  await registrationIs(account, 'registered')
  const asked = peer.nextRequest('SUBSCRIBE')
  monitored = new MonitorUnderTest(account, ['744'])
  return asked
}

beforeEach(async () => {
  lastCSeq = 0
  peer = await ScriptedPeer.start({ transport: 'udp', t1Ms: 50 })
  acceptRegistrations(peer)
  answering('200 OK')
})

afterEach(async () => {
  await account.stop()
  await peer.stop()
})

describe('a lamp', () => {
  it.each([
    ['202 instead of 200', '202 Accepted', {}],
    ['another case in the content type', '200 OK', { type: 'Application/Dialog-Info+XML' }],
    [
      'a content type with parameters',
      '200 OK',
      { type: 'application/dialog-info+xml;charset="UTF-8"' }
    ],
    [
      'the entity of somebody else',
      '200 OK',
      { body: onCall.replace('sip:744@pbx.example', 'sip:anybody@192.0.2.1') }
    ],
    ['no version', '200 OK', { body: dialogInfo(dialog('confirmed'), 'state="full"') }],
    [
      'no attributes and no id',
      '200 OK',
      {
        body: '<dialog-info><dialog><state>confirmed</state></dialog></dialog-info>'
      }
    ],
    [
      'a namespace prefix',
      '200 OK',
      {
        body: '<di:dialog-info xmlns:di="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:744@a"><di:dialog id="a"><di:state>confirmed</di:state></di:dialog></di:dialog-info>'
      }
    ],
    [
      'a byte order mark and blank lines before the document',
      '200 OK',
      {
        body: `\uFEFF\r\n\r\n${onCall}`
      }
    ]
  ])('is lit by a PBX with %s', async (_, status, row) => {
    answering(status, row)
    await monitoring()
    await monitored.untilStatus('744', 'on-call')
  })

  it('waits through a pending subscription', async () => {
    answering('200 OK', { state: 'pending;expires=300', body: '' })
    const subscribe = await monitoring()
    await tell(subscribe)
    await monitored.untilStatus('744', 'on-call')
    expect(peer.count('SUBSCRIBE')).toBe(1)
  })

  it('shows the most active of several dialogs', async () => {
    const body = dialogInfo(dialog('early', 'a') + dialog('confirmed', 'b') + dialog('trying', 'c'))
    answering('200 OK', { body })
    await monitoring()
    await monitored.untilStatus('744', 'on-call')
  })

  it('follows partial documents, and asks within its dialog after a gap', async () => {
    const partial = (version: number, dialogs: string): NotifyRow => ({
      body: dialogInfo(dialogs, `version="${String(version)}" state="partial"`)
    })
    const subscribe = await monitoring()
    await monitored.untilStatus('744', 'on-call')
    await tell(subscribe, partial(2, dialog('terminated')))
    await monitored.untilStatus('744', 'idle')
    const refresh = peer.nextRequest('SUBSCRIBE')
    await tell(subscribe, partial(5, dialog('early', 'b')))
    expect((await refresh).parameter('to', 'tag')).toBe('peer')
    expect((await refresh).header('call-id')).toBe(subscribe.header('call-id'))
    // The refresh is answered with full state, by `answering` above.
    await monitored.untilStatus('744', 'on-call')
    expect(peer.count('SUBSCRIBE')).toBe(2)
  })

  it('of a forked SUBSCRIBE follows the first to speak, and declines the others', async () => {
    const subscribe = await monitoring()
    await monitored.untilStatus('744', 'on-call')
    const other = await tell(subscribe, { fromTag: 'fork', body: dialogInfo('') })
    expect(other.statusCode).toBe(481)
    expect(monitored.row('744').status).toBe('on-call')
    expect(
      (await tell(subscribe, { body: dialogInfo('', 'version="2" state="full"') })).statusCode
    ).toBe(200)
    await monitored.untilStatus('744', 'idle')
  })

  it.each([
    ['403 Forbidden', 'not-allowed'],
    ['404 Not Found', 'unknown'],
    ['489 Bad Event', 'unknown']
  ] as const)('says what %s means, and is not stale', async (status, shown) => {
    answering(status, null)
    await monitoring()
    await monitored.untilStatus('744', shown)
  })

  it('of a subscription that never changes again stays lit, and asks no more', async () => {
    answering('200 OK', { state: 'terminated;reason=invariant' })
    const first = await monitoring({ stableMs: 0 })
    await monitored.untilStatus('744', 'on-call')
    // Whatever would be asked would be asked before this.
    const fence = peer.nextRequest('SUBSCRIBE')
    account.subscribeDialog('999', () => undefined)
    expect((await fence).requestUri).toContain('999')
    expect(monitored.row('744').stale).toBe(false)
    expect(first.requestUri).toContain('744')
  })

  it.each(['deactivated', 'timeout'])(
    'is asked for anew at once after %s, without a back-off',
    async (reason) => {
      const subscribe = await monitoring({
        stableMs: 0,
        backoffMinMs: 60_000,
        backoffMaxMs: 60_000
      })
      await monitored.untilStatus('744', 'on-call')
      const again = peer.nextRequest('SUBSCRIBE')
      await tell(subscribe, { state: `terminated;reason=${reason}`, body: '' })
      expect((await again).parameter('to', 'tag')).toBeUndefined()
      await monitored.untilStatus('744', 'on-call')
    }
  )

  it.each(['probation', 'giveup'])(
    'is stale after %s until it is asked for anew',
    async (reason) => {
      const subscribe = await monitoring()
      await monitored.untilStatus('744', 'on-call')
      const again = peer.nextRequest('SUBSCRIBE')
      await tell(subscribe, { state: `terminated;reason=${reason}`, body: '' })
      await monitored.until(() => monitored.row('744').stale)
      expect(monitored.row('744').status).toBe('on-call')
      await again
      await monitored.untilStatus('744', 'on-call')
    }
  )

  it.each([
    ['rejected', 'not-allowed'],
    ['noresource', 'unknown']
  ] as const)('shows what %s means', async (reason, shown) => {
    const subscribe = await monitoring()
    await monitored.untilStatus('744', 'on-call')
    await tell(subscribe, { state: `terminated;reason=${reason}`, body: '' })
    await monitored.untilStatus('744', shown)
  })

  it('is stale while a PBX that answers 503 is asked again and again', async () => {
    let attempts = 0
    peer.on('SUBSCRIBE', (request) => {
      attempts += 1
      peer.respond(request, attempts < 4 ? '503 Service Unavailable' : '200 OK', {
        headers: ['Expires: 300', `Contact: ${peer.contact}`]
      })
      if (attempts === 4) void tell(request)
    })
    await monitoring()
    expect(monitored.row('744').stale).toBe(true)
    await monitored.untilStatus('744', 'on-call')
    expect(attempts).toBe(4)
  })

  it('keeps what it shows when a body cannot be read', async () => {
    const subscribe = await monitoring()
    await monitored.untilStatus('744', 'on-call')
    expect((await tell(subscribe, { body: 'hello', type: 'text/plain' })).statusCode).toBe(200)
    expect(monitored.row('744')).toMatchObject({ status: 'on-call', stale: false })
    expect(monitored.warnings).toHaveLength(1)
  })
})

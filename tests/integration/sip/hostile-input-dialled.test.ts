import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReasonedError } from '@contract/errors/reasoned-error'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { acceptRegistrations, accountOn } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs
} from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount

beforeAll(async () => {
  // A stream loses nothing, so that each property sees its own request.
  peer = await ScriptedPeer.start({ transport: 'tcp' })
  acceptRegistrations(peer)
  peer.on('INVITE', (request) => peer.respond(request, '486 Busy Here'))
  peer.on('SUBSCRIBE', (request) => peer.respond(request, '403 Forbidden'))
  peer.on('ACK', () => {})
  account = makeAccount(accountOn(peer, 'tcp'))
  account.start()
  await registrationIs(account, 'registered')
})
afterAll(async () => {
  await account.stop()
  await peer.stop()
})

/** What people paste, and what would be a header, a URI parameter or a second request if it were let through. */
const dialled = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom('*90', '#', '744', '+49', ';', '?', '&', '=', '@', '%')
      },
      { weight: 2, arbitrary: fc.constantFrom('<', '>', '"', ',', ':', '\\', '/', '%0d%0a', '%') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(' ', '\t', '\r\n', '\n', '\r', '\0', '\u2028', '\u0085')
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\r\nX-Evil: 1', ' SIP/2.0\r\n\r\n', ';lr', '?Route=x')
      },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }
    ),
    { maxLength: 6 }
  )
  .map((parts) => parts.join(''))

const usualHeaders = new Set(
  [
    ['via', 'max-forwards', 'from', 'to', 'call-id', 'cseq', 'contact', 'allow', 'supported'],
    ['user-agent', 'content-type', 'content-length', 'event', 'expires', 'accept'],
    ['session-expires', 'min-se', 'authorization', 'allow-events']
  ].flat()
)

/** One request, to one user at the account's domain, with the headers that every such request has. */
function isClean(request: PeerMessage, method: string, text: string): void {
  expect(request.startLine).toMatch(
    new RegExp(
      `^${method} sip:[A-Za-z0-9\\-_.!~*'()&=+$,;?/%]+@pbx\\.example(?:;[\\w=]+)* SIP/2\\.0$`
    )
  )
  const [, user = ''] = /^\S+ sip:([^@]*)@/.exec(request.startLine) ?? []
  expect(decodeURIComponent(user)).toBe(text)
  for (const [name] of request.headers) expect([...usualHeaders]).toContain(name)
  expect(request.header('to')).toMatch(/^<sip:[^\s<>"]+@pbx\.example[^\s<>"]*>$/)
}

describe('whatever is dialled', () => {
  it('is one user of one request, or is not sent at all', async () => {
    await fc.assert(
      fc.asyncProperty(dialled, async (text) => {
        const sent = peer.nextRequest('INVITE')
        const before = peer.received.length
        try {
          const call = account.invite(text, new FakeCallMedia())
          isClean(await sent, 'INVITE', text)
          await callIs(call, 'terminated')
        } catch (error) {
          if (!(error instanceof ReasonedError)) throw error
          expect(error.reason).toBe('not-dialable')
          expect(text).toMatch(/^$|[\s\p{Cc}:]/u)
          expect(peer.received.length).toBe(before)
        }
      }),
      { numRuns: 300 }
    )
  })

  it('is the same for who is monitored', async () => {
    await fc.assert(
      fc.asyncProperty(dialled, async (text) => {
        const sent = peer.nextRequest('SUBSCRIBE')
        try {
          const subscription = account.subscribeDialog(text, () => {})
          isClean(await sent, 'SUBSCRIBE', text)
          subscription.end()
        } catch (error) {
          if (!(error instanceof ReasonedError)) throw error
          expect(error.reason).toBe('not-dialable')
        }
      }),
      { numRuns: 100 }
    )
  })
})

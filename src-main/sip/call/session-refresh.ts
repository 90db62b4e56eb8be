import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import { capabilityHeaders, supported } from '../flow/incoming-requests'
import type { Reply } from '../flow/reply'
import { transact } from '../flow/transact'
import { updateRequest } from '../flow/sipjs-update'
import {
  minSessionSeconds,
  parseSessionExpires,
  type SessionExpires
} from '../message/session-expires'
import type { InviteDialog } from './in-dialog'

/** What was agreed on about the session's expiry; undefined when it does not expire. */
export type SessionInterval = { readonly seconds: number; readonly weRefresh: boolean } | undefined

/** We leave it to the PBX whether a session expires, and after how long (RFC 4028 §7.1). */
export const sessionTimerHeaders: readonly string[] = [supported, `Min-SE: ${minSessionSeconds}`]

/** What was agreed on by a 2xx to a request of ours: undefined when the session does not expire (RFC 4028 §7.2). */
export function agreedInAnswer(reply: Pick<Reply, 'header'>): SessionInterval {
  const expires = parseSessionExpires(reply.header('session-expires'))
  return expires && { seconds: expires.seconds, weRefresh: expires.refresher !== 'uas' }
}

/** What a request of the PBX asks for, and the header lines of our 2xx (RFC 4028 §9). */
export function agreedInRequest(message: IncomingRequestMessage):
  | { readonly kind: 'never-expires'; readonly headers: readonly string[] }
  | { readonly kind: 'too-small'; readonly headers: readonly string[] }
  | {
      readonly kind: 'expires'
      readonly seconds: number
      readonly weRefresh: boolean
      readonly headers: readonly string[]
    } {
  const asked = parseSessionExpires(message.getHeader('session-expires'))
  if (!asked) return { kind: 'never-expires', headers: [] }
  if (asked.seconds < minSessionSeconds)
    return { kind: 'too-small', headers: [`Min-SE: ${minSessionSeconds}`] }
  const refresher = asked.refresher ?? refresherFor(message)
  const headers = [`Session-Expires: ${asked.seconds};refresher=${refresher}`]
  if (refresher === 'uac') headers.push('Require: timer')
  return { kind: 'expires', seconds: asked.seconds, weRefresh: refresher === 'uas', headers }
}

/** A PBX that does not know session timers has them put in by a proxy on the way: then it is our part. */
function refresherFor(message: IncomingRequestMessage): NonNullable<SessionExpires['refresher']> {
  return /\btimer\b/i.test(message.getHeaders('supported').join()) ? 'uac' : 'uas'
}

/** Header lines of a request that refreshes the session (RFC 4028 §7.4). */
export function refreshHeaders(flow: Flow, seconds: number): readonly string[] {
  return [...targetRefreshHeaders(flow), `Session-Expires: ${seconds};refresher=uac`]
}

/** Header lines of any re-INVITE or UPDATE of ours (RFC 3261 §12.2.1.1). */
export function targetRefreshHeaders(flow: Flow): readonly string[] {
  return [`Contact: ${flow.contact}`, ...capabilityHeaders, ...sessionTimerHeaders]
}

/** An UPDATE without an offer leaves the media alone (RFC 3311 §5.1). */
export function sendUpdate(
  { flow, session, credentials }: InviteDialog,
  headers: readonly string[]
): Promise<Reply> {
  return transact({
    flow,
    authorization: credentials.authorize('UPDATE', session.remoteTarget.toRaw()),
    send: (authorization, delegate) =>
      flow.core.request(updateRequest(session, [...headers, ...authorization]), delegate)
  })
}

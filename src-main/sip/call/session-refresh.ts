import { SignalingState, type IncomingRequestMessage } from 'sip.js/lib/core/index.js'
import { capabilityHeaders } from '../flow/incoming-requests'
import type { Reply } from '../flow/reply'
import { transact } from '../flow/transact'
import { updateRequest } from '../flow/sipjs-update'
import {
  minSessionSeconds,
  parseSessionExpires,
  type SessionExpires
} from '../message/session-expires'
import type { CallMedia } from '../ports'
import type { InviteDialog } from './in-dialog'

/** We leave it to the PBX whether a session expires, and after how long (RFC 4028 §7.1). */
export const sessionTimerHeaders: readonly string[] = [
  'Supported: timer',
  `Min-SE: ${minSessionSeconds}`
]

/** What was agreed on by a 2xx to a request of ours: undefined when the session does not expire (RFC 4028 §7.2). */
export function agreedInAnswer(
  reply: Pick<Reply, 'header'>
): { seconds: number; weRefresh: boolean } | undefined {
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

/**
 * Tells the PBX that the session goes on: by UPDATE where it takes that, which leaves the media alone, else by a
 * re-INVITE (RFC 4028 §7.4).
 */
export function refreshSession(
  dialog: InviteDialog & { readonly media: CallMedia },
  seconds: number,
  byUpdate: boolean
): Promise<Reply> {
  const { flow } = dialog
  const headers = [
    `Contact: ${flow.contact}`,
    ...capabilityHeaders,
    ...sessionTimerHeaders,
    `Session-Expires: ${seconds};refresher=uac`
  ]
  return byUpdate ? sendUpdate(dialog, headers) : sendReInvite(dialog, headers)
}

function sendUpdate({ flow, session, credentials }: InviteDialog, headers: readonly string[]) {
  return transact({
    flow,
    authorization: credentials.authorize('UPDATE', session.remoteTarget.toRaw()),
    send: (authorization, delegate) =>
      flow.core.request(updateRequest(session, [...headers, ...authorization]), delegate)
  })
}

async function sendReInvite(
  dialog: InviteDialog & { readonly media: CallMedia },
  headers: readonly string[]
): Promise<Reply> {
  const { flow, session, credentials, media } = dialog
  const content = await media.createOffer()
  if (session.signalingState !== SignalingState.Stable) throw new Error('an offer is under way')
  const body = { contentType: 'application/sdp', contentDisposition: 'session', content }
  let answer = ''
  const reply = await transact({
    flow,
    authorization: credentials.authorize('INVITE', session.remoteTarget.toRaw()),
    send: (authorization, delegate) => {
      const extraHeaders = [...headers, ...authorization]
      session.invite(
        {
          ...delegate,
          onAccept: (response) => {
            response.ack({ extraHeaders: authorization })
            answer = response.message.body
            delegate.onAccept?.(response)
          }
        },
        { extraHeaders, body }
      )
    }
  })
  if (answer !== '') await media.acceptAnswer(answer)
  return reply
}

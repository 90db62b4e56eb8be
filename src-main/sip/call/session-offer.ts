import { SignalingState } from 'sip.js/lib/core/index.js'
import { transact } from '../flow/transact'
import { noOfferReply, type Reply } from '../flow/reply'
import { deltaSeconds } from '../message/event'
import type { CallMedia } from '../ports'
import type { SipTimers } from '../sip-timers'
import type { AckWatch } from './ack-watch'
import type { InviteDialog } from './in-dialog'
import { pause } from './pause'

export interface SessionOfferOptions {
  readonly dialog: InviteDialog
  readonly media: CallMedia
  readonly timers: Pick<SipTimers, 't1Ms'>
  readonly acks: AckWatch
  /** we made the Call-ID: in a glare our pause is the longer one */
  readonly ownsCallId: boolean
  /** aborted when the call is over, or the offer has become pointless */
  readonly signal: AbortSignal
  /** header lines besides those of every request */
  readonly headers: readonly string[]
  /** the SDP of the 2xx, before the media takes it */
  readonly onAnswer: (sdp: string) => void
}

/** How often a glare may repeat itself. */
const mostGlares = 5

/**
 * Offers a new session by re-INVITE (RFC 3261 §14.1), until no offer of the other side is in the way.
 *
 * ```
 *  waiting for an ACK or another offer ──► sent ──2xx──► ACK, answer taken
 *      ▲                                    ├──491──► pause ─┐
 *      └────────────────────────────────────┼────────────────┘
 *                                           └──other──► the session stays as it was
 * ```
 *
 * @returns the final response; 488 when its answer could not be used, or the media had no offer to make
 */
export async function offerSession(options: SessionOfferOptions): Promise<Reply> {
  const { dialog, acks, signal } = options
  for (let glares = 0; ; glares++) {
    await acks.settled
    // Another offer is under way: sip.js would throw, and the PBX would say 491.
    if (isOffering(dialog) && glares < mostGlares) {
      if (await pause(glarePause(options), signal)) continue
    }
    const reply = await sendReInvite(options)
    const pauseMs = retryPauseMs(reply, options)
    if (pauseMs === undefined || glares === mostGlares) return reply
    if (!(await pause(pauseMs, signal))) return reply
  }
}

function isOffering({ session: { signalingState } }: InviteDialog): boolean {
  return (
    signalingState === SignalingState.HaveLocalOffer ||
    signalingState === SignalingState.HaveRemoteOffer
  )
}

async function sendReInvite(options: SessionOfferOptions): Promise<Reply> {
  const { dialog, media, headers, timers, onAnswer } = options
  const { flow, session, credentials } = dialog
  let content: string
  try {
    content = await media.createOffer()
  } catch (error) {
    flow.log.warn('a re-INVITE could not be offered', { error: String(error) })
    return noOfferReply
  }
  const body = { contentType: 'application/sdp', contentDisposition: 'session', content }
  let answer = ''
  const reply = await transact({
    flow,
    authorization: credentials.authorize('INVITE', session.remoteTarget.toRaw()),
    // A 100 stops Timer B: without this a PBX that never answers would keep us waiting for ever.
    timeoutMs: 64 * timers.t1Ms,
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
  if (answer === '') return reply
  try {
    onAnswer(answer)
    await media.acceptAnswer(answer)
    return reply
  } catch (error) {
    flow.log.warn('the answer to a re-INVITE was not accepted', { error: String(error) })
    return { ...reply, statusCode: 488, reasonPhrase: 'Not Acceptable Here' }
  }
}

/** RFC 3261 §14.1 for 491, §14.2 for the 500 of a side that is still busy with the last change. */
function retryPauseMs(reply: Reply, options: SessionOfferOptions): number | undefined {
  if (reply.statusCode === 491) return glarePause(options)
  const seconds = reply.statusCode === 500 ? deltaSeconds(reply.header('retry-after')) : undefined
  return seconds === undefined ? undefined : Math.min(seconds, 10) * 1_000
}

function glarePause({ ownsCallId, timers }: SessionOfferOptions): number {
  return glarePauseMs(ownsCallId, timers.t1Ms, Math.random())
}

/**
 * RFC 3261 §14.1: 2.1 to 4 s in steps of 10 ms for the owner of the Call-ID, up to 2 s for the other side, so that one
 * of them is first. In terms of T1, of which 500 ms is meant.
 *
 * @param random - 0 to 1
 */
export function glarePauseMs(ownsCallId: boolean, t1Ms: number, random: number): number {
  const [leastMs, mostMs] = ownsCallId ? [2_100, 4_000] : [0, 2_000]
  const steps = Math.round((leastMs + random * (mostMs - leastMs)) / 10)
  return (steps * 10 * t1Ms) / 500
}

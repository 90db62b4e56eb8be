import type { IncomingInviteRequest, Session } from 'sip.js/lib/core/index.js'
import { supported } from '../flow/incoming-requests'
import type { CallMedia } from '../ports'
import { sessionDescription } from './re-invite'
import { agreedInRequest, type SessionInterval } from './session-refresh'

export interface AcceptedInvite {
  readonly session: Session
  readonly interval: SessionInterval
  readonly allow: string
  readonly supported: string
  /** what the caller offered; empty when the answer to our offer comes with the ACK (RFC 3264 §4) */
  readonly offer: string
}

/**
 * Answers an INVITE outside a dialog with a 2xx (RFC 3261 §13.3.1.4). sip.js adds Allow, Contact and Record-Route, and
 * repeats the response until its ACK.
 *
 * @param isOver - the caller has gone while the media was making our answer
 * @returns undefined when nobody waits for the answer any more
 * @throws what the media throws, when it cannot use the offer; the INVITE is still to be answered then
 */
export async function acceptInvite(
  request: IncomingInviteRequest,
  media: CallMedia,
  isOver: () => boolean
): Promise<AcceptedInvite | undefined> {
  const { message } = request
  const offer = message.body
  const sdp = offer === '' ? await media.createOffer() : await media.acceptOffer(offer)
  if (isOver()) return undefined
  const agreed = agreedInRequest(message)
  const { session } = request.accept({
    statusCode: 200,
    extraHeaders: [supported, ...agreed.headers],
    body: sessionDescription(sdp)
  })
  return {
    session,
    offer,
    interval: agreed.kind === 'expires' ? agreed : undefined,
    allow: message.getHeaders('allow').join(),
    supported: message.getHeaders('supported').join()
  }
}

import type { Body, IncomingInviteRequest } from 'sip.js/lib/core/index.js'
import { capabilityHeaders } from '../flow/incoming-requests'
import type { SipLog } from '../ports'
import type { SessionChangeOptions } from './session-change'
import { agreedInRequest } from './session-refresh'

/**
 * Answers a re-INVITE of the PBX (RFC 3261 §14.2), e.g. for hold or to move the media. One without an offer gets ours
 * in the 200, and the answer comes with the ACK (RFC 3264 §4, RFC 6337 §4.1).
 */
export async function answerReInvite(
  request: IncomingInviteRequest,
  options: SessionChangeOptions
): Promise<void> {
  const { flow, media, log, acks, isOver, onAgreed, onRemoteSdp } = options
  const offer = request.message.body
  if (isOver()) {
    refuse(request, 481, log)
    return
  }
  const agreed = agreedInRequest(request.message)
  if (agreed.kind === 'too-small') {
    request.reject({ statusCode: 422, extraHeaders: [...agreed.headers] })
    return
  }
  request.trying()
  try {
    const sdp = offer === '' ? await media.createOffer() : await media.acceptOffer(offer)
    if (isOver()) throw new Error('the call is over')
    acks.expect(offer === '' ? (answer) => takeAnswer(answer, options) : undefined)
    request.accept({
      statusCode: 200,
      extraHeaders: [`Contact: ${flow.contact}`, ...capabilityHeaders, ...agreed.headers],
      body: sessionDescription(sdp)
    })
    if (offer !== '') onRemoteSdp(offer)
    onAgreed(agreed.kind === 'expires' ? agreed : undefined)
  } catch (error) {
    log.warn('a re-INVITE could not be accepted', { error: String(error) })
    refuse(request, isOver() ? 487 : 488, log)
  }
}

/** The call goes on as it was (RFC 3261 §14.1). sip.js throws when the transaction has ended meanwhile. */
function refuse(request: IncomingInviteRequest, statusCode: number, log: SipLog): void {
  try {
    request.reject({ statusCode })
  } catch (error) {
    log.debug('a re-INVITE could not be refused', { error: String(error) })
  }
}

/** The answer to our offer in the 200. One that cannot be used leaves the media as it was. */
async function takeAnswer(
  answer: string,
  { media, log, onRemoteSdp }: SessionChangeOptions
): Promise<void> {
  try {
    await media.acceptAnswer(answer)
    onRemoteSdp(answer)
  } catch (error) {
    log.warn('the answer in an ACK was not accepted', { error: String(error) })
  }
}

export function sessionDescription(content: string): Body {
  return { contentType: 'application/sdp', contentDisposition: 'session', content }
}

import { SignalingState } from 'sip.js/lib/core/index.js'
import { capabilityHeaders, supported } from '../flow/incoming-requests'
import type { IncomingUpdate } from '../flow/sipjs-update'
import type { SessionChangeOptions } from './session-change'
import { agreedInRequest } from './session-refresh'

type UpdateOptions = Omit<SessionChangeOptions, 'acks'>

/** Answers an UPDATE of the PBX: a refresh of the session (RFC 4028 §9), new media, or both (RFC 3311 §5.2). */
export async function answerUpdate(
  request: IncomingUpdate,
  { flow, session, media, log, isOver, onAgreed, onRemoteSdp }: UpdateOptions
): Promise<void> {
  const { message } = request
  if (isOver()) {
    request.reject({ statusCode: 481 })
    return
  }
  const agreed = agreedInRequest(message)
  if (agreed.kind === 'too-small') {
    request.reject({ statusCode: 422, extraHeaders: [...agreed.headers] })
    return
  }
  if (message.body !== '' && session.signalingState !== SignalingState.Stable) {
    request.reject({ statusCode: 491 })
    return
  }
  const extraHeaders = [
    `Contact: ${flow.contact}`,
    ...capabilityHeaders,
    supported,
    ...agreed.headers
  ]
  try {
    const content = message.body === '' ? '' : await media.acceptOffer(message.body)
    if (isOver()) throw new Error('the call is over')
    const body = { contentType: 'application/sdp', contentDisposition: 'session', content }
    request.accept({ statusCode: 200, extraHeaders, ...(content === '' ? {} : { body }) })
    if (content !== '') onRemoteSdp(message.body)
    onAgreed(agreed.kind === 'expires' ? agreed : undefined)
  } catch (error) {
    log.warn('an UPDATE could not be accepted', { error: String(error) })
    // RFC 3261 §15.1.2: a BYE ends what is pending.
    request.reject({ statusCode: isOver() ? 487 : 488 })
  }
}

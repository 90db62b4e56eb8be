import type { IncomingResponse } from 'sip.js/lib/core/index.js'
import type { SipResponse } from '../ports'

/**
 * The final response to a request.
 *
 * `peer`: the PBX sent it. `timeout` and `transport`: nobody did; RFC 3261 §8.1.3.1 has us treat that as 408 and 503.
 * `media`: there was nothing to send, which says nothing about the PBX.
 */
export interface Reply extends SipResponse {
  readonly origin: 'peer' | 'timeout' | 'transport' | 'media'
  header(name: string): string | undefined
  headers(name: string): readonly string[]
}

export const timeoutReply: Reply = madeUp(408, 'Request Timeout', 'timeout')
/** Nothing was sent: the dialog is over (RFC 3261 §12.2.1.2). */
export const goneReply: Reply = madeUp(481, 'Call/Transaction Does Not Exist', 'transport')
export const noOfferReply: Reply = madeUp(488, 'Not Acceptable Here', 'media')
export const transportReply: Reply = madeUp(503, 'Service Unavailable', 'transport')

/** A response of sip.js, which makes responses up itself when there is none: they have nothing but a status line. */
export function replyOf({ message }: IncomingResponse): Reply {
  const { statusCode = 0, reasonPhrase = '' } = message
  if (!message.hasHeader('via')) return statusCode === 408 ? timeoutReply : transportReply
  return {
    statusCode,
    reasonPhrase,
    origin: 'peer',
    header: (name) => message.getHeader(name),
    headers: (name) => message.getHeaders(name)
  }
}

function madeUp(statusCode: number, reasonPhrase: string, origin: Reply['origin']): Reply {
  return { statusCode, reasonPhrase, origin, header: () => undefined, headers: () => [] }
}

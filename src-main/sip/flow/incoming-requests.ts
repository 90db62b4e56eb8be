import type {
  IncomingRequestMessage,
  UserAgentCore,
  UserAgentCoreDelegate
} from 'sip.js/lib/core/index.js'
import type { SipMessage } from '../message/sip-message'

/** What we take part in: other methods are answered 405 (RFC 3261 §8.2.1). */
const allow = 'Allow: ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, UPDATE'
const accept = 'Accept: application/sdp, application/dialog-info+xml'

/** Header lines for our requests and for answers to OPTIONS. */
export const capabilityHeaders: readonly string[] = [allow]

/**
 * Answers the requests outside any dialog that need no transaction, so that a flood of them leaves nothing behind:
 * OPTIONS 200 (PortaSIP pings phones with it), NOTIFY 481 for subscriptions that are not ours (RFC 6665 §4.1.3) and
 * UPDATE 481 for the same reason, 405 for methods that make no sense here.
 *
 * @returns false when sip.js's core has to see the request
 */
export function answeredStatelessly(
  core: UserAgentCore,
  request: IncomingRequestMessage,
  message: SipMessage
): boolean {
  if (message.truncated) {
    reply(400)
    return true
  }
  if (message.toTag !== undefined) return false
  switch (message.method) {
    case 'ACK':
    case 'BYE':
    case 'CANCEL':
    case 'INVITE':
      return false
    case 'OPTIONS':
      reply(200, [allow, accept])
      return true
    case 'NOTIFY':
    case 'UPDATE':
      reply(481)
      return true
    default:
      reply(405, [allow])
      return true
  }

  function reply(statusCode: number, extraHeaders: string[] = []): void {
    core.replyStateless(request, { statusCode, extraHeaders })
  }
}

/** Nobody calls the manager on this line yet: whoever tries hears busy (486). */
export const busyToEveryone: UserAgentCoreDelegate = {
  onInvite: (request) => {
    request.reject({ statusCode: 486 })
  }
}

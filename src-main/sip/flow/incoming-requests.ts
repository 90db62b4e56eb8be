import {
  InviteUserAgentServer,
  type IncomingRequestMessage,
  type UserAgentCore,
  type UserAgentCoreDelegate
} from 'sip.js/lib/core/index.js'
import { headerValues, type SipMessage } from '../message/sip-message'

/** What we take part in: other methods are answered 405 (RFC 3261 §8.2.1). */
export const allowedMethods = [
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'INVITE',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
  'UPDATE'
] as const
const allow = `Allow: ${allowedMethods.join(', ')}`
const accept = 'Accept: application/sdp, application/dialog-info+xml'

/** The extensions that we take part in (RFC 3261 §8.2.2.3). */
export const optionTags = ['100rel', 'replaces', 'timer'] as const
export const supported = `Supported: ${optionTags.join(', ')}`

/** Header lines for our requests and for answers to OPTIONS. */
export const capabilityHeaders: readonly string[] = [allow]

/**
 * Answers the requests outside any dialog that need no transaction, so that a flood of them leaves nothing behind:
 * OPTIONS 200 (PortaSIP pings phones with it), NOTIFY 481 for subscriptions that are not ours (RFC 6665 §4.1.3) and
 * UPDATE 481 for the same reason, 405 for methods that make no sense here. A REFER within a dialog is declined.
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
  if (message.toTag !== undefined) {
    // RFC 3515 §2.4.2 lets us decline: a PBX must not be able to make the manager call anybody.
    if (message.method === 'REFER') reply(603)
    return message.method === 'REFER'
  }
  switch (message.method) {
    case 'ACK':
    case 'BYE':
    case 'CANCEL':
      return false
    case 'INVITE':
      if (!isOneTooMany(core, message)) return false
      reply(486)
      return true
    case 'OPTIONS': {
      const unknown = unknownExtensions(message)
      if (unknown.length > 0) reply(420, [`Unsupported: ${unknown.join(', ')}`])
      else reply(200, [allow, accept])
      return true
    }
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

/** More callers at once than any person has. Each stays for 64*T1, and sip.js compares every new one with all others. */
const mostCallers = 100

function isOneTooMany({ userAgentServers }: UserAgentCore, { branch }: SipMessage): boolean {
  if (userAgentServers.size < mostCallers || userAgentServers.has(branch)) return false
  const callers = [...userAgentServers.values()].filter(
    (one) => one instanceof InviteUserAgentServer
  )
  return callers.length >= mostCallers
}

/** RFC 3261 §8.2.2.3. What is no token is not repeated. */
function unknownExtensions({ headers }: SipMessage): readonly string[] {
  const known: readonly string[] = optionTags
  return headerValues(headers, 'require').filter(
    (tag) => !known.includes(tag) && /^[\w.-]+$/.test(tag)
  )
}

/** Until an account takes the calls of its flow, whoever calls hears busy (486). */
export const busyToEveryone: UserAgentCoreDelegate = {
  onInvite: (request) => {
    request.reject({ statusCode: 486 })
  }
}

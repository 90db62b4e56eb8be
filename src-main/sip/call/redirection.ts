import { parseNameAddr } from '../message/name-addr'
import { socketHost, type SipUri } from '../message/sip-uri'

/** How often one call may be sent elsewhere before it is a loop. */
export const mostRedirections = 3

/**
 * Where a 3xx may lead (RFC 3261 §8.1.3.4): only to another user of the account's own domain. Anything else would have
 * the PBX, or whoever speaks in its name, make us call anywhere.
 */
export function redirectTarget(contacts: readonly string[], domain: string): SipUri | undefined {
  return contacts
    .map((value) => parseNameAddr(value).uri)
    .find((uri) => uri !== undefined && socketHost(uri.host) === socketHost(domain.toLowerCase()))
}

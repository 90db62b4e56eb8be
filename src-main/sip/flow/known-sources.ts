import { BlockList, isIPv6 } from 'node:net'
import type { UserAgentCore } from 'sip.js/lib/core/index.js'
import { parseEvent } from '../message/event'
import { headerValue, type SipMessage } from '../message/sip-message'
import type { TransportAddress } from '../message/via'

/** More servers than take part in the calls of one person. */
const mostServers = 200

/**
 * Whose datagrams count. Anybody can send one, under any address that answers nothing back; on a stream the connection
 * is the proof.
 *
 * - The PBX, from any of its addresses and any port: everything.
 * - Whoever a request of ours went to, because the dialog's route set led there: responses.
 * - Anybody who names a dialog of ours, or a subscription that waits for its first NOTIFY: requests of it. A cluster
 *   may send them from anywhere, and Call-ID and tags are random and long.
 */
export class KnownSources {
  private readonly pbx = new BlockList()
  private readonly asked = new Set<string>()

  constructor(addresses: readonly TransportAddress[]) {
    // A BlockList compares addresses, not how they are written.
    for (const { host } of addresses) this.pbx.addAddress(...literal(host))
  }

  requestSentTo({ host }: TransportAddress): void {
    if (this.asked.size < mostServers) this.asked.add(host)
  }

  accepts(message: SipMessage, { host }: TransportAddress, core: UserAgentCore): boolean {
    if (this.pbx.check(...literal(host))) return true
    return message.startLine.kind === 'response'
      ? this.asked.has(host)
      : isOfOurDialogs(message, core)
  }
}

/** An address without the zone of a link-local one, which a BlockList does not take. */
function literal(host: string): [string, 'ipv4' | 'ipv6'] {
  const [address = ''] = host.split('%')
  return [address, isIPv6(address) ? 'ipv6' : 'ipv4']
}

function isOfOurDialogs(
  { callId, fromTag, toTag, headers }: SipMessage,
  { dialogs, subscribers }: UserAgentCore
): boolean {
  if (fromTag === undefined || toTag === undefined) return false
  const event = parseEvent(headerValue(headers, 'event') ?? '')
  // The keys of sip.js: ours, then theirs.
  return dialogs.has(callId + toTag + fromTag) || subscribers.has(callId + toTag + event)
}

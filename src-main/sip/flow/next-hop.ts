import { isIP } from 'node:net'
import { parseNameAddr } from '../message/name-addr'
import { headerValues, type SipMessage } from '../message/sip-message'
import { parseSipUri, socketHost, type SipUri } from '../message/sip-uri'
import { responseDestination, type TransportAddress } from '../message/via'

/**
 * Where a datagram goes (RFC 3261 §8.1.2, §12.2.1.1, §18.2.2): a response to where its request came from, a request
 * within a dialog to its first Route or its Request-URI, everything else to the PBX. Names are not looked up for each
 * message: they go to the PBX too.
 *
 * @param viaProxy - the account names an outbound proxy: it gets every request
 */
export function nextHop(
  message: SipMessage,
  pbx: TransportAddress,
  viaProxy: boolean
): TransportAddress {
  const { startLine, toTag } = message
  if (startLine.kind === 'response') return responseDestination(message.topVia)
  if (viaProxy || toTag === undefined) return pbx
  const [route] = headerValues(message.headers, 'route')
  const uri = route === undefined ? parseSipUri(startLine.requestUri) : parseNameAddr(route).uri
  return (uri && literalAddress(uri)) ?? pbx
}

function literalAddress({ host, port }: SipUri): TransportAddress | undefined {
  const literal = socketHost(host)
  return isIP(literal) === 0 ? undefined : { host: literal, port: port ?? 5060 }
}

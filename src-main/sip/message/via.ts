import { parseParameters, type Parameters } from './header-field'
import { socketHost } from './sip-uri'

/** One Via value (RFC 3261 §20.42). `host` has no brackets. */
export interface Via {
  readonly transport: string
  readonly host: string
  readonly port?: number
  readonly parameters: Parameters
}

/** An address a packet came from or goes to; `host` is an IP literal without brackets. */
export interface TransportAddress {
  readonly host: string
  readonly port: number
}

const viaValue =
  /^SIP\s*\/\s*2\.0\s*\/\s*([^\s/;,]+)\s+(\[[^\]]+\]|[^\s:;,[\]]+)(?:\s*:\s*(\d{1,5}))?\s*(?:;(.*))?$/i

export function parseVia(value: string): Via | undefined {
  const match = viaValue.exec(value.trim())
  if (!match) return undefined
  const [, transport = '', host = '', port, parameters = ''] = match
  return {
    transport: transport.toUpperCase(),
    host: socketHost(host),
    parameters: parseParameters(parameters),
    ...(port === undefined ? {} : { port: Number(port) })
  }
}

/**
 * Notes in a request's top Via where it really came from, so that the response finds its way through a NAT
 * (RFC 3261 §18.2.1, RFC 3581 §4). Everything else of the value stays as it was, for the sender compares it.
 */
export function stampReceived(value: string, source: TransportAddress): string {
  const sentBy = value.split(';', 1)[0] ?? ''
  const parameters = value.slice(sentBy.length)
  const others = parameters
    .replace(/;\s*received\s*=[^;]*/gi, '')
    .replace(/;\s*rport\s*(?:=[^;]*)?(?=;|$)/gi, '')
  const asksForPort = parseParameters(parameters).has('rport')
  // First of all, because what is quoted or bracketed and never closed would swallow what comes after it.
  return `${sentBy};received=${source.host}${asksForPort ? `;rport=${source.port}` : ''}${others}`
}

/** Where a response goes over UDP, by the top Via that it carries (RFC 3261 §18.2.2, RFC 3581 §4). */
export function responseDestination(via: Via): TransportAddress {
  const received = via.parameters.get('received')
  const rport = Number(via.parameters.get('rport') ?? Number.NaN)
  return {
    host: received ? socketHost(received) : via.host,
    port: Number.isInteger(rport) && rport > 0 ? rport : (via.port ?? 5060)
  }
}

/** Our address as the other side sees it, by the Via of a response; undefined when it does not say (RFC 3581 §4). */
export function addressSeenByPeer(via: Via, local: TransportAddress): TransportAddress | undefined {
  const port = Number(via.parameters.get('rport') ?? Number.NaN)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return undefined
  return { host: socketHost(via.parameters.get('received') ?? local.host), port }
}

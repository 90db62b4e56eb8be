import { resolveSrv } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { SipServer, SipTransport } from './sip-link'

const defaultPorts = { udp: 5060, tcp: 5060, tls: 5061 } as const
/** RFC 3263 §4.2 */
const services = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' } as const

/** Where a domain's SIP server is (RFC 3263 without NAPTR): SRV where there is neither a port nor an address. */
export async function locateServer(
  host: string,
  port: number | undefined,
  transport: SipTransport
): Promise<SipServer> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (port !== undefined || isIP(bare))
    return { host: bare, port: port ?? defaultPorts[transport], transport }
  try {
    const records = await resolveSrv(`${services[transport]}.${host}`)
    const [first] = records.sort((one, other) => one.priority - other.priority)
    if (first) return { host: first.name, port: first.port, transport }
  } catch {
    // No SRV record is the ordinary case.
  }
  return { host, port: defaultPorts[transport], transport }
}

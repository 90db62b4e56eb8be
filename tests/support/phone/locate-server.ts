import { resolveSrv } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { SipServer } from './sip-link'

const defaultPort = 5060

/** Where a domain's SIP server is (RFC 3263 without NAPTR): SRV where there is neither a port nor an address. */
export async function locateServer(
  host: string,
  port: number | undefined,
  transport: 'udp' | 'tcp'
): Promise<SipServer> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (port !== undefined || isIP(bare)) return { host: bare, port: port ?? defaultPort, transport }
  try {
    const records = await resolveSrv(`_sip._${transport}.${host}`)
    const [first] = records.sort((one, other) => one.priority - other.priority)
    if (first) return { host: first.name, port: first.port, transport }
  } catch {
    // No SRV record is the ordinary case.
  }
  return { host, port: defaultPort, transport }
}

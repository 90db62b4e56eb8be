import type { SrvRecord } from 'node:dns'
import { lookup, Resolver } from 'node:dns/promises'

/** What is asked of DNS. Both reject when there is no such name. */
export interface NameService {
  /** IP literals in the order to try them; never empty */
  addresses(host: string): Promise<readonly string[]>
  srv(name: string): Promise<readonly SrvRecord[]>
}

/** Some routers never answer a question for SRV; nobody should wait long for that. */
const patience = { timeout: 2_000, tries: 2 } as const

/**
 * @param resolver - for SRV; addresses come from the system, which knows its hosts file and its VPNs. A new one for each
 *   question knows the DNS servers of the network that the computer is in now
 */
export function systemNames(resolver = () => new Resolver(patience)): NameService {
  return {
    // IPv4 comes first: a PBX that has a name with both usually listens on the former.
    async addresses(host) {
      const found = await lookup(host, { all: true, order: 'ipv4first' })
      return found.map(({ address }) => address)
    },
    srv: (name) => resolver().resolveSrv(name)
  }
}

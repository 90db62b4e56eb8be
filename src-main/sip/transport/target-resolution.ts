import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Account } from '@contract/settings/customer'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { socketHost } from '../message/sip-uri'
import type { TransportAddress } from '../message/via'

/** RFC 3261 §18.2.1, §19.1.2. */
const defaultPort = { udp: 5060, tcp: 5060, tls: 5061 } as const

/** Where requests of an account go before DNS was asked: its outbound proxy, or else its domain. */
export function targetOf(
  account: Pick<Account, 'domain' | 'outboundProxy' | 'transport'>
): TransportAddress {
  const { host, port } = account.outboundProxy ?? { host: account.domain }
  return { host: socketHost(host), port: port ?? defaultPort[account.transport] }
}

/**
 * The addresses to try, in order (RFC 3263 §4.2, without SRV: that belongs here, before the lookup, when no port is
 * given). IPv4 comes first: a PBX that has a name with both usually listens on the former.
 *
 * @throws ReasonedError sip: unknown-host
 */
export async function resolveTarget(
  target: TransportAddress
): Promise<readonly TransportAddress[]> {
  const { host, port } = target
  if (isIP(host) !== 0) return [target]
  try {
    const addresses = await lookup(host, { all: true, order: 'ipv4first' })
    return addresses.map(({ address }) => ({ host: address, port }))
  } catch (cause) {
    throw new ReasonedError('sip', 'unknown-host', { host }, { cause })
  }
}

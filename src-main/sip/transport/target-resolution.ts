import { isIP } from 'node:net'
import { isWebSocket, type Account } from '@contract/settings/customer'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { socketHost } from '../message/sip-uri'
import type { TransportAddress } from '../message/via'
import type { NameService } from './name-service'
import { srvOrder } from './srv-order'

/** RFC 3261 §18.2.1, §19.1.2; RFC 6455 §3. */
const defaultPort = { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 } as const

/** RFC 3263 §4.1. A WebSocket server is named as in a URL, by a host and a port, and nobody enters it as SRV. */
const srvService = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' } as const

/** Where requests of an account go, before DNS was asked. `host` has no brackets. */
export interface Target {
  readonly host: string
  readonly port: number | undefined
  readonly transport: Account['transport']
}

/** The account's outbound proxy, or else its domain. */
export function targetOf({
  domain,
  outboundProxy,
  transport
}: Pick<Account, 'domain' | 'outboundProxy' | 'transport'>): Target {
  const { host, port } = outboundProxy ?? { host: domain }
  return { host: socketHost(host), port, transport }
}

/**
 * The addresses to try, in order (RFC 3263 §4.2): an address or a port leaves nothing to ask but the name's addresses,
 * anything else has SRV asked first. There is no NAPTR, because the account says what transport it wants.
 *
 * @param random - 0 up to 1
 * @throws ReasonedError sip: unknown-host
 */
export async function resolveTarget(
  { host, port, transport }: Target,
  names: NameService,
  random: () => number = Math.random
): Promise<readonly TransportAddress[]> {
  const usualPort = port ?? defaultPort[transport]
  if (isIP(host) !== 0) return [{ host, port: usualPort }]
  const unknown = (cause?: unknown) => new ReasonedError('sip', 'unknown-host', { host }, { cause })

  const records =
    port === undefined && !isWebSocket(transport)
      ? await srvRecords(names, srvService[transport], host)
      : []
  if (records.length > 0) {
    const found: TransportAddress[] = []
    // RFC 2782: a record without a name says that the domain does not have this service.
    for (const record of srvOrder(records, random).filter(({ name }) => name !== ''))
      found.push(...(await addressesOf(record, names).catch(() => [])))
    if (found.length === 0) throw unknown()
    return found
  }
  try {
    return await addressesOf({ name: host, port: usualPort }, names)
  } catch (cause) {
    throw unknown(cause)
  }
}

/** None is the ordinary case, and a DNS server that does not know the question is no reason to give up. */
async function srvRecords(names: NameService, service: string, host: string) {
  return names.srv(`${service}.${host}`).catch(() => [])
}

async function addressesOf(
  { name, port }: { name: string; port: number },
  names: NameService
): Promise<readonly TransportAddress[]> {
  const addresses = await names.addresses(name)
  return addresses.map((host) => ({ host, port }))
}

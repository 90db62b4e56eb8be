import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import type { TransportAddress } from '../message/via'

/**
 * Which of our addresses the route to another one begins at.
 *
 * @throws the error of the system when there is no route
 */
export type RouteSource = (remote: TransportAddress) => Promise<string>

/** As the system routes now. Connecting a UDP socket sends nothing. */
export const systemRouteSource: RouteSource = async ({ host, port }) => {
  const probe = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  try {
    probe.connect(port, host)
    await once(probe, 'connect')
    return probe.address().address
  } finally {
    probe.close()
  }
}

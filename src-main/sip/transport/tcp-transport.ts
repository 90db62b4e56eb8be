import { connect } from 'node:net'
import type { SipTransport, TransportOptions } from './sip-transport'
import { connected, streamTransport } from './stream-transport'

/** SIP over TCP (RFC 3261 §18). */
export async function openTcpTransport(options: TransportOptions): Promise<SipTransport> {
  const { host, port } = options.remote
  const socket = connect({ host, port })
  await connected(socket, 'connect', options)
  return streamTransport('TCP', socket, options)
}

import { connect, type Socket } from 'node:net'
import type { SipTransport, TransportOptions } from './sip-transport'
import { connected, streamTransport } from './stream-transport'

/** SIP over TCP (RFC 3261 §18). */
export async function openTcpTransport(options: TransportOptions): Promise<SipTransport> {
  return streamTransport('TCP', await connectTcp(options), options)
}

/** @throws the error of the system */
export async function connectTcp(
  options: Pick<TransportOptions, 'remote' | 'localAddress' | 'timers' | 'signal'>
): Promise<Socket> {
  const { remote, localAddress } = options
  const socket = connect({ ...remote, ...(localAddress === undefined ? {} : { localAddress }) })
  await connected(socket, 'connect', options)
  return socket
}

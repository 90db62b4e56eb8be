import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { parseSipMessage, type SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import { StreamFramer } from '../../../src-main/demo-pbx/sip/stream-framer'

/** Where a phone sends its requests. `host` is a name or an address. */
export interface SipServer {
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp'
}

/** The address that a datagram came from; responses go back there (RFC 3581). */
export interface SipPeer {
  readonly address: string
  readonly port: number
}

/** A phone's way to its server. */
export interface SipLink {
  readonly transport: 'udp' | 'tcp'
  readonly localAddress: string
  readonly localPort: number
  /** @param to - for responses over UDP; the server where it is left out */
  send(text: string, to?: SipPeer): void
  close(): void
}

/** `localhost` is both; a PBX of a test or a lab listens on 127.0.0.1. */
export const preferIpv4 = { verbatim: false } as const

export type OnSipMessage = (message: SipMessage, from: SipPeer) => void

export async function openSipLink(server: SipServer, onMessage: OnSipMessage): Promise<SipLink> {
  const { address } = await lookup(server.host, preferIpv4)
  const peer = { address, port: server.port }
  return server.transport === 'udp' ? openUdp(peer, onMessage) : openTcp(peer, onMessage)
}

/** The local address that packets to `peer` leave from. */
export async function localAddressTowards(peer: SipPeer): Promise<string> {
  const probe = udpSocketFor(peer.address)
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.connect(peer.port, peer.address, resolve)
  })
  const { address } = probe.address()
  probe.close()
  return address
}

export function udpSocketFor(address: string): UdpSocket {
  return createSocket(address.includes(':') ? 'udp6' : 'udp4')
}

async function openUdp(server: SipPeer, onMessage: OnSipMessage): Promise<SipLink> {
  const localAddress = await localAddressTowards(server)
  const socket = udpSocketFor(server.address)
  socket.bind(0, localAddress)
  await once(socket, 'listening')
  socket.on('message', (data: Buffer, { address, port }: RemoteInfo) => {
    const message = parseSipMessage(data.toString())
    if (message) onMessage(message, { address, port })
  })
  // A closed port of the other side is found out by the transaction's timeout.
  socket.on('error', () => {})
  return {
    transport: 'udp',
    localAddress,
    localPort: socket.address().port,
    send: (text, to = server) => socket.send(text, to.port, to.address),
    close: () => socket.close()
  }
}

async function openTcp(server: SipPeer, onMessage: OnSipMessage): Promise<SipLink> {
  const socket = connect(server.port, server.address)
  await once(socket, 'connect')
  socket.setNoDelay(true)
  socket.on('error', () => {})
  const framer = new StreamFramer()
  socket.on('data', (chunk) => {
    for (const framed of framer.push(chunk)) {
      if (framed.kind === 'ping') socket.write('\r\n')
      if (framed.kind !== 'message') continue
      const message = parseSipMessage(framed.text)
      if (message) onMessage(message, server)
    }
  })
  return {
    transport: 'tcp',
    localAddress: socket.localAddress ?? '',
    localPort: socket.localPort ?? 0,
    send: (text) => void socket.write(text),
    close: () => socket.destroy()
  }
}

/** An address as it stands in a URI or a Via (RFC 3261 §25.1: IPv6 in brackets). */
export function uriHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}

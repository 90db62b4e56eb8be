import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls, rootCertificates } from 'node:tls'
import { parseSipMessage, type SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import { StreamFramer } from '../../../src-main/demo-pbx/sip/stream-framer'

export type SipTransport = 'udp' | 'tcp' | 'tls'

/** Where a phone sends its requests. `host` is a name or an address. */
export interface SipServer {
  readonly host: string
  readonly port: number
  readonly transport: SipTransport
  /** TLS: PEM of authorities to trust beside the usual ones */
  readonly ca?: string
}

/** The address that a datagram came from; responses go back there (RFC 3581). */
export interface SipPeer {
  readonly address: string
  readonly port: number
}

/** A phone's way to its server. */
export interface SipLink {
  readonly transport: SipTransport
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
  return server.transport === 'udp' ? openUdp(peer, onMessage) : openStream(server, peer, onMessage)
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

async function openStream(
  server: SipServer,
  peer: SipPeer,
  onMessage: OnSipMessage
): Promise<SipLink> {
  const socket = await connectStream(server, peer)
  socket.on('error', () => {})
  const framer = new StreamFramer()
  socket.on('data', (chunk) => {
    for (const framed of framer.push(chunk)) {
      if (framed.kind === 'ping') socket.write('\r\n')
      if (framed.kind !== 'message') continue
      const message = parseSipMessage(framed.text)
      if (message) onMessage(message, peer)
    }
  })
  return {
    transport: server.transport,
    localAddress: socket.localAddress ?? '',
    localPort: socket.localPort ?? 0,
    send: (text) => void socket.write(text),
    close: () => socket.destroy()
  }
}

/** A TCP or TLS connection; the certificate must be in order. */
export async function connectStream(
  { host, port, transport, ca }: SipServer,
  { address }: SipPeer
): Promise<Socket> {
  const isTls = transport === 'tls'
  const socket = isTls
    ? connectTls({
        host: address,
        port,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] })
      })
    : connect(port, address)
  await once(socket, isTls ? 'secureConnect' : 'connect')
  socket.setNoDelay(true)
  return socket
}

/** An address as it stands in a URI or a Via (RFC 3261 §25.1: IPv6 in brackets). */
export function uriHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}

import { once } from 'node:events'
import { lookup } from 'node:dns/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { parseSipMessage, type SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import { StreamFramer } from '../../../src-main/demo-pbx/sip/stream-framer'
import {
  connectStream,
  localAddressTowards,
  preferIpv4,
  udpSocketFor,
  type SipPeer,
  type SipServer
} from '../phone/sip-link'
import { ThrowAwayAuthority } from '../tls/throw-away-authority'
import type { AudioLink } from './audio-link'
import { loopback, Signalling } from './signalling'
import { tapWebSocket, type WebSocketPbx } from './tapped-web-socket'
import type { WireLog } from './wire-log'

/** A PBX to listen in on. */
export type TappedPbx = SipServer | WebSocketPbx

/**
 * Stands between the app and its PBX as a NAT does, and writes down what passes: SIP, the app's audio and codes, and
 * the audio that the PBX sends. Messages are forwarded as they are, but for the addresses in Via, Contact and SDP.
 */
export interface WireTap {
  /** what the app has to take for its PBX */
  readonly address: SipPeer
  /** TLS and WSS: the authority that the app has to trust */
  readonly caFile: string | undefined
  readonly log: WireLog
  /** for audio that the network does not carry as it should */
  readonly link: AudioLink
  /** UDP: sends the app something from its PBX's address that its PBX never said. */
  say(datagram: Buffer): void
  close(): void
}

export async function openWireTap(server: TappedPbx): Promise<WireTap> {
  const { address } = await lookup(server.host, preferIpv4)
  const pbx = { address, port: server.port }
  switch (server.transport) {
    case 'udp':
      return tapUdp(pbx)
    case 'ws':
    case 'wss':
      return tapSocketOfWeb(server, pbx)
    default:
      return tapStream({ ...server, transport: server.transport }, pbx)
  }
}

async function tapUdp(pbx: SipPeer): Promise<WireTap> {
  const pbxSideAddress = await localAddressTowards(pbx)
  const signalling = new Signalling(pbxSideAddress)
  const appSide = udpSocketFor(loopback)
  const pbxSide = udpSocketFor(pbx.address)
  appSide.bind(0, loopback)
  pbxSide.bind(0, pbxSideAddress)
  await Promise.all([once(appSide, 'listening'), once(pbxSide, 'listening')])
  const ours = pbxSide.address()
  let app: SipPeer | undefined

  const toPbx = (data: Buffer | string) => pbxSide.send(data, pbx.port, pbx.address)
  const toApp = (data: Buffer | string) => {
    if (app) appSide.send(data, app.port, app.address)
  }
  appSide.on('message', (data: Buffer, { address, port }: SipPeer) => {
    app = { address, port }
    const message = parseSipMessage(data.toString())
    if (message) void signalling.pass(message, 'app', [app, ours]).then(toPbx)
    else toPbx(data)
  })
  pbxSide.on('message', (data: Buffer) => {
    const message = parseSipMessage(data.toString())
    if (message && app) void signalling.pass(message, 'pbx', [ours, app]).then(toApp)
    else toApp(data)
  })
  for (const socket of [appSide, pbxSide]) socket.on('error', () => {})
  return {
    address: appSide.address(),
    caFile: undefined,
    log: signalling.log,
    link: signalling.link,
    say: toApp,
    close() {
      appSide.close()
      pbxSide.close()
      void signalling.close()
    }
  }
}

async function tapStream(pbx: SipServer, peer: SipPeer): Promise<WireTap> {
  const signalling = new Signalling(await localAddressTowards(peer))
  const authority = pbx.transport === 'tls' ? await ThrowAwayAuthority.make() : undefined
  const open = new Set<Socket>()
  const join = async (appSide: Socket): Promise<void> => {
    keep(appSide)
    const pbxSide = await connectStream(pbx, peer)
    keep(pbxSide)
    appSide.once('close', () => pbxSide.destroy())
    pbxSide.once('close', () => appSide.destroy())
    const app = { address: appSide.remoteAddress ?? '', port: appSide.remotePort ?? 0 }
    const ours = { address: pbxSide.localAddress ?? '', port: pbxSide.localPort ?? 0 }
    relayStream(appSide, pbxSide, (message) => signalling.pass(message, 'app', [app, ours]))
    relayStream(pbxSide, appSide, (message) => signalling.pass(message, 'pbx', [ours, app]))
  }
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.once('close', () => open.delete(socket))
  }
  const accept = (appSide: Socket) => {
    // A PBX that takes no connection looks to the app as one that closes it.
    join(appSide).catch(() => appSide.destroy())
  }
  const server = authority ? await tlsServer(authority, accept) : createServer(accept)
  server.listen(0, loopback)
  await once(server, 'listening')
  return {
    address: { address: loopback, port: (server.address() as AddressInfo).port },
    caFile: authority?.caFile,
    log: signalling.log,
    link: signalling.link,
    say: noDatagrams,
    close() {
      server.close()
      for (const socket of open) socket.destroy()
      void signalling.close()
      void authority?.remove()
    }
  }
}

async function tapSocketOfWeb(pbx: WebSocketPbx, peer: SipPeer): Promise<WireTap> {
  const signalling = new Signalling(await localAddressTowards(peer))
  const authority = pbx.transport === 'wss' ? await ThrowAwayAuthority.make() : undefined
  const certificate = await authority?.issue([`IP:${loopback}`])
  const tap = await tapWebSocket(pbx, signalling, certificate)
  return {
    address: tap.address,
    caFile: authority?.caFile,
    log: signalling.log,
    link: signalling.link,
    say: noDatagrams,
    close() {
      tap.close()
      void signalling.close()
      void authority?.remove()
    }
  }
}

function noDatagrams(): never {
  throw new Error('a stream has no datagrams')
}

async function tlsServer(
  authority: ThrowAwayAuthority,
  accept: (socket: Socket) => void
): Promise<Server> {
  return createTlsServer(await authority.issue([`IP:${loopback}`]), accept)
}

/** Messages keep their order, keep-alives pass as they are. */
function relayStream(
  from: Socket,
  to: Socket,
  pass: (message: SipMessage) => Promise<string>
): void {
  const framer = new StreamFramer()
  let last = Promise.resolve()
  const write = (data: string) => void to.write(data)
  from.on('data', (chunk) => {
    for (const framed of framer.push(chunk)) {
      const message = framed.kind === 'message' ? parseSipMessage(framed.text) : undefined
      const text =
        framed.kind === 'ping' ? '\r\n\r\n' : framed.kind === 'pong' ? '\r\n' : framed.text
      last = last.then(async () => write(message ? await pass(message) : text))
    }
  })
}

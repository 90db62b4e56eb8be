import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { rootCertificates } from 'node:tls'
import { WebSocket, WebSocketServer } from 'ws'
import { parseSipMessage, type SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import { uriHost, type SipPeer } from '../phone/sip-link'
import type { ServerCertificate } from '../tls/throw-away-authority'
import { loopback, type Signalling } from './signalling'

export interface WebSocketPbx {
  readonly host: string
  readonly port: number
  readonly transport: 'ws' | 'wss'
  /** PEM of authorities to trust beside the usual ones */
  readonly ca?: string
}

/** Where the app connects to. */
export interface WebSocketTap {
  readonly address: SipPeer
  close(): void
}

/**
 * SIP over WebSocket, message by message (RFC 7118 §4.1). Path and query are those that the app asks for.
 *
 * @param certificate - of our own, for wss
 */
export async function tapWebSocket(
  pbx: WebSocketPbx,
  signalling: Signalling,
  certificate: ServerCertificate | undefined
): Promise<WebSocketTap> {
  const server = certificate ? createHttpsServer(certificate) : createHttpServer()
  const webSockets = new WebSocketServer({ server, handleProtocols: () => 'sip' })
  const open = new Set<WebSocket>()
  webSockets.on('connection', (appSide, request) => {
    join(pbx, signalling, appSide, request, open).catch(() => appSide.terminate())
  })
  server.listen(0, loopback)
  await once(server, 'listening')
  return {
    address: server.address() as SipPeer,
    close() {
      for (const socket of open) socket.terminate()
      webSockets.close()
      server.close()
    }
  }
}

async function join(
  { host, port, transport, ca }: WebSocketPbx,
  signalling: Signalling,
  appSide: WebSocket,
  { url = '/', socket: appSocket }: IncomingMessage,
  open: Set<WebSocket>
): Promise<void> {
  const early: string[] = []
  let take = (text: string): void => void early.push(text)
  appSide.on('message', (data: Buffer) => take(data.toString()))
  const pbxSide = new WebSocket(`${transport}://${uriHost(host)}:${port}${url}`, 'sip', {
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] })
  })
  for (const [socket, other] of [
    [appSide, pbxSide],
    [pbxSide, appSide]
  ] as const) {
    open.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      open.delete(socket)
      other.terminate()
    })
  }
  const upgraded = once(pbxSide, 'upgrade') as Promise<[IncomingMessage]>
  await once(pbxSide, 'open')
  const [{ socket: pbxSocket }] = await upgraded
  const app = peerOf(appSocket.remoteAddress, appSocket.remotePort)
  const ours = peerOf(pbxSocket.localAddress, pbxSocket.localPort)

  const toPbx = inOrder(pbxSide, (message) => signalling.pass(message, 'app', [app, ours]))
  const toApp = inOrder(appSide, (message) => signalling.pass(message, 'pbx', [ours, app]))
  take = toPbx
  for (const text of early) toPbx(text)
  pbxSide.on('message', (data: Buffer) => toApp(data.toString()))
}

function peerOf(address: Socket['remoteAddress'], port: Socket['remotePort']): SipPeer {
  return { address: address ?? '', port: port ?? 0 }
}

/** Keep-alives and what is no SIP pass as they are. */
function inOrder(to: WebSocket, pass: (message: SipMessage) => Promise<string>) {
  let last = Promise.resolve()
  return (text: string): void => {
    const message = parseSipMessage(text)
    last = last.then(async () => to.send(message ? await pass(message) : text))
  }
}

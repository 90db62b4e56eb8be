import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Server } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { WebSocketServer, type WebSocket } from 'ws'

/** One WebSocket of a scripted peer, with what was asked for to open it. */
export class PeerWebSocket {
  readonly remote: { readonly host: string; readonly port: number }

  constructor(
    readonly socket: WebSocket,
    readonly upgrade: IncomingMessage
  ) {
    const { remoteAddress = '', remotePort = 0 } = upgrade.socket
    this.remote = { host: remoteAddress, port: remotePort }
    socket.on('error', () => {})
  }

  onMessage(listener: (text: string) => void): void {
    this.socket.on('message', (data: Buffer) => listener(data.toString()))
  }

  onPing(listener: () => void): void {
    this.socket.on('ping', listener)
  }

  onClose(listener: () => void): void {
    this.socket.on('close', listener)
  }

  write(data: string | Uint8Array): void {
    this.socket.send(data)
  }

  destroy(): void {
    this.socket.terminate()
  }
}

/** A server for SIP over WebSocket at the path `/ws`; at any other it answers 404. */
export function startWebSocketServer({
  tls,
  subProtocol,
  accept
}: {
  readonly tls?: TlsOptions
  readonly subProtocol: string | false
  readonly accept: (socket: PeerWebSocket) => void
}): Server {
  const server = tls ? createHttpsServer(tls) : createHttpServer()
  const webSockets = new WebSocketServer({
    noServer: true,
    autoPong: true,
    handleProtocols: () => subProtocol
  })
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/ws') {
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
      return
    }
    webSockets.handleUpgrade(request, socket, head, (upgraded) => {
      accept(new PeerWebSocket(upgraded, request))
    })
  })
  return server
}

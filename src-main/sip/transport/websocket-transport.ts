import { once } from 'node:events'
import type { Socket } from 'node:net'
import { WebSocket, type RawData } from 'ws'
import { defaultWebSocketPath } from '@contract/settings/customer'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { uriHost } from '../message/sip-uri'
import { Connection } from './connection'
import type { OpenTransport, SipTransport, TransportOptions } from './sip-transport'
import { mostMessageBytes } from './stream-framer'
import { connectTcp } from './tcp-transport'
import { connectTls, type TlsOptions } from './tls-transport'

export interface WebSocketOptions {
  /** the name of the server as the user entered it, for the Host header field */
  readonly serverName: string
  readonly path?: string | undefined
  /** WSS */
  readonly tls?: TlsOptions
}

/**
 * SIP over WebSocket (RFC 7118): one message for each frame, sub-protocol `sip`. Over TLS it trusts whom SIP over TLS
 * trusts.
 *
 * @throws ReasonedError sip: no-websocket when the server took the connection but not the WebSocket; what `connectTls`
 *   throws
 */
export function webSocketTransportOpener(target: WebSocketOptions): OpenTransport {
  const { serverName, path = defaultWebSocketPath, tls } = target
  const scheme = tls ? 'wss' : 'ws'
  return async (options) => {
    const stream = tls ? await connectTls(tls, options) : await connectTcp(options)
    const url = `${scheme}://${uriHost(serverName)}:${options.remote.port}${path}`
    const socket = new WebSocket(url, 'sip', {
      createConnection: () => stream,
      maxPayload: mostMessageBytes,
      perMessageDeflate: false,
      followRedirects: false,
      // Whether the text is UTF-8 matters no more here than on TCP: one bad byte must not cost the connection.
      skipUTF8Validation: true
    })
    socket.on('error', () => {})
    await upgraded(socket, options)
    return webSocketTransport(tls ? 'WSS' : 'WS', socket, stream, options)
  }
}

async function upgraded(
  socket: WebSocket,
  { timers, signal }: Pick<TransportOptions, 'timers' | 'signal'>
): Promise<void> {
  const inTime = AbortSignal.timeout(timers.connectTimeoutMs)
  try {
    await once(socket, 'open', { signal: AbortSignal.any([signal, inTime]) })
  } catch (error) {
    socket.terminate()
    if (signal.aborted || !(error instanceof Error)) throw error
    const detail = inTime.aborted ? 'no answer' : error.message
    throw new ReasonedError('sip', 'no-websocket', { detail }, { cause: error })
  }
}

function webSocketTransport(
  protocol: SipTransport['protocol'],
  socket: WebSocket,
  { localAddress = '', localPort = 0 }: Socket,
  options: TransportOptions
): SipTransport {
  const connection = new Connection(
    {
      protocol,
      local: { host: localAddress, port: localPort },
      // RFC 7118 §6: its own ping, which RFC 6455 §5.5.3 has every server answer.
      ping: () => {
        if (socket.readyState === WebSocket.OPEN) socket.ping()
      },
      write: (message, written) => socket.send(message, written),
      unsentBytes: () => socket.bufferedAmount,
      // The good-bye of RFC 6455 §7 waits for the other side, but not for long.
      end: () => socket.close(1000),
      destroy: () => socket.terminate()
    },
    options
  )
  socket.on('pong', () => connection.pong())
  socket.on('message', (data) => {
    if (!connection.isOpen) return
    const bytes = bytesOf(data)
    if (!isLineEnds(bytes)) connection.received(bytes)
    // RFC 5626 §3.5.1, for servers that ping as they do over TCP.
    else if (bytes.length >= 4) socket.send('\r\n', () => {})
  })
  socket.on('error', (error) => connection.lose(error))
  socket.on('close', (code) => connection.lose(new Error(`the connection was closed (${code})`)))
  return connection
}

/** With its usual settings `ws` gives one Buffer for each message. */
function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}

function isLineEnds(bytes: Buffer): boolean {
  return bytes.length <= 4 && /^[\r\n]*$/.test(bytes.toString('latin1'))
}

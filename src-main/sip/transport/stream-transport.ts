import { once } from 'node:events'
import type { Socket } from 'node:net'
import { KeepAlive } from './keep-alive'
import type { SipTransport, TransportOptions } from './sip-transport'
import { StreamFramer } from './stream-framer'

/** A PBX that reads nothing for so long is gone, whatever TCP believes. */
export const mostUnsentBytes = 1024 * 1024
/** How long a connection that we close may take to say good-bye. */
export const closeTimeoutMs = 1_000

/**
 * Waits until a stream is ready, but not for long.
 *
 * @param ready - the event that says so
 * @throws the error of the system; the socket is then destroyed
 */
export async function connected(
  socket: Socket,
  ready: 'connect' | 'secureConnect',
  { timers, signal }: Pick<TransportOptions, 'timers' | 'signal'>
): Promise<void> {
  const inTime = AbortSignal.timeout(timers.connectTimeoutMs)
  try {
    await once(socket, ready, { signal: AbortSignal.any([signal, inTime]) })
    socket.setNoDelay(true).setKeepAlive(true)
  } catch (error) {
    socket.on('error', () => {})
    socket.destroy()
    throw inTime.aborted ? new Error('the connection was not accepted in time') : error
  }
}

/**
 * A connected stream as a transport (RFC 3261 §18.3), kept alive and watched by CRLF (RFC 5626 §3.5.1). TCP and TLS
 * differ only in how they connect.
 */
export function streamTransport(
  protocol: SipTransport['protocol'],
  socket: Socket,
  { remote, listener, timers }: TransportOptions
): SipTransport {
  const framer = new StreamFramer()
  let open = true

  const close = () => {
    if (!open) return false
    open = false
    keepAlive.stop()
    return true
  }
  const lose = (error: Error) => {
    socket.destroy()
    if (close()) listener.onLost(error)
  }
  const keepAlive = new KeepAlive({
    timers,
    ping: () => socket.write('\r\n\r\n'),
    onSilence: () => lose(new Error('no answer to keep-alive'))
  })

  socket.on('data', (chunk: Buffer) => {
    try {
      for (const frame of framer.push(chunk)) {
        if (!open) return
        if (frame.kind === 'message') listener.onMessage(frame.bytes, remote)
        else if (frame.kind === 'ping') socket.write('\r\n')
        else keepAlive.pong()
      }
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)))
    }
  })
  socket.on('error', lose)
  socket.on('close', () => lose(new Error('the connection was closed')))

  const { localAddress = '', localPort = 0 } = socket
  return {
    protocol,
    reliable: true,
    local: { host: localAddress, port: localPort },
    send(message) {
      if (!open) return Promise.reject(new Error('the connection is closed'))
      if (socket.writableLength > mostUnsentBytes) lose(new Error('the PBX does not read'))
      return new Promise((resolve, reject) => {
        socket.write(message, (error) => {
          if (error) reject(error)
          else resolve()
        })
      })
    },
    close() {
      if (!close()) return
      // What was written last, e.g. the answer to a BYE, still leaves if the other side reads.
      socket.end(() => socket.destroy())
      setTimeout(() => socket.destroy(), closeTimeoutMs).unref()
    }
  }
}

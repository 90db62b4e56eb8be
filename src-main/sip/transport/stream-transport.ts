import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Connection } from './connection'
import type { SipTransport, TransportOptions } from './sip-transport'
import { StreamFramer } from './stream-framer'

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

/** A connected stream as a transport. TCP and TLS differ only in how they connect. */
export function streamTransport(
  protocol: SipTransport['protocol'],
  socket: Socket,
  options: TransportOptions
): SipTransport {
  const framer = new StreamFramer()
  const { localAddress = '', localPort = 0 } = socket
  const connection = new Connection(
    {
      protocol,
      local: { host: localAddress, port: localPort },
      ping: () => socket.write('\r\n\r\n'),
      write: (message, written) => socket.write(message, written),
      unsentBytes: () => socket.writableLength,
      end: () => socket.end(() => socket.destroy()),
      destroy: () => socket.destroy()
    },
    options
  )
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const frame of framer.push(chunk)) {
        if (!connection.isOpen) return
        if (frame.kind === 'message') connection.received(frame.bytes)
        else if (frame.kind === 'ping') socket.write('\r\n')
        else connection.pong()
      }
    } catch (error) {
      connection.lose(error instanceof Error ? error : new Error(String(error)))
    }
  })
  socket.on('error', (error) => connection.lose(error))
  socket.on('close', () => connection.lose(new Error('the connection was closed')))
  return connection
}

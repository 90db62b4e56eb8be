import { createSocket, type Socket } from 'node:dgram'
import { randomInt } from 'node:crypto'
import { isIP } from 'node:net'
import { ReasonedError } from '@contract/errors/reasoned-error'

/** An even port for RTP with RTCP on the next one (RFC 3550 §11). */
export interface RtpPortPair {
  readonly port: number
  readonly rtp: Socket
  readonly rtcp: Socket
}

/** Below the ranges from which Linux, macOS and Windows take ports for outgoing connections. */
const lowestPort = 16_384
const highestPort = 32_766
const attempts = 100

function bind(address: string, port: number): Promise<Socket> {
  const family = isIP(address)
  const socket = createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    // Only addresses are sent to. Node's own lookup would let each packet wait for what else is due.
    lookup: (host, _options, found) => {
      found(null, host, family)
    }
  })
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close()
      reject(error)
    })
    socket.bind(port, address, () => {
      socket.removeAllListeners('error')
      // A refusal by ICMP or a lost interface shows as silence; it must not end the process.
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

async function bindPair(address: string, port: number): Promise<RtpPortPair> {
  const rtp = await bind(address, port)
  try {
    return { port, rtp, rtcp: await bind(address, port + 1) }
  } catch (error) {
    rtp.close()
    throw error
  }
}

/**
 * @param wantedPort - only this one will do
 * @throws ReasonedError `no-port` with the last socket error as its cause
 */
export async function bindRtpPortPair(address: string, wantedPort?: number): Promise<RtpPortPair> {
  let cause: unknown
  for (let attempt = 0; attempt < (wantedPort === undefined ? attempts : 1); attempt++) {
    const port = wantedPort ?? 2 * randomInt(lowestPort / 2, highestPort / 2)
    try {
      return await bindPair(address, port)
    } catch (error) {
      cause = error
      // The address is not ours: no port will help.
      if ((error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL') break
    }
  }
  throw new ReasonedError('media', 'no-port', { address }, { cause })
}

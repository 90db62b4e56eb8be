import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket as TcpSocket } from 'node:net'
import { BrokenStream, StreamFramer } from './stream-framer'

/** The only address the demo PBX ever binds or sends to. */
export const loopback = '127.0.0.1'

/** Where a message came from, and the way back. */
export interface Flow {
  readonly protocol: 'udp' | 'tcp'
  readonly remoteAddress: string
  readonly remotePort: number
  /** Does nothing once a TCP connection is gone: the transaction above it times out. */
  send(text: string): void
}

export class PortInUse extends Error {
  constructor(readonly port: number) {
    super(`port ${port} is in use`)
    this.name = 'PortInUse'
  }
}

const maxConnections = 64
const freePortAttempts = 20

/** SIP over UDP and TCP on one port of the loopback interface (RFC 3261 §18). */
export class SipTransport {
  private udp: UdpSocket | undefined
  private tcp: Server | undefined
  private readonly connections = new Set<TcpSocket>()
  private readonly leaving = new Set<Promise<void>>()

  constructor(private readonly onText: (text: string, flow: Flow) => void) {}

  /**
   * @param port - 0 for any port that is free for both
   * @throws PortInUse
   */
  async listen(port: number): Promise<number> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.bind(port)
      } catch (error) {
        await this.close()
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
        if (port !== 0 || attempt === freePortAttempts) throw new PortInUse(port)
      }
    }
  }

  /** What was sent before has left when this is done. */
  async close(): Promise<void> {
    await Promise.all(this.leaving)
    const { udp, tcp } = this
    this.udp = undefined
    this.tcp = undefined
    for (const connection of this.connections) connection.destroySoon()
    await Promise.all([
      udp && new Promise<void>((closed) => udp.close(closed)),
      tcp?.listening === true && new Promise((closed) => tcp.close(closed))
    ])
  }

  udpFlow(remoteAddress: string, remotePort: number): Flow {
    return {
      protocol: 'udp',
      remoteAddress,
      remotePort,
      send: (text) => {
        this.sendDatagram(text, remotePort, remoteAddress)
      }
    }
  }

  private sendDatagram(text: string, port: number, address: string): void {
    const { udp } = this
    if (!udp) return
    const left = new Promise<void>((resolve) => {
      // A datagram that cannot leave is a lost one: the transactions repeat it.
      udp.send(text, port, address, () => {
        resolve()
      })
    })
    this.leaving.add(left)
    void left.then(() => this.leaving.delete(left))
  }

  private async bind(port: number): Promise<number> {
    const tcp = createServer((connection) => {
      this.accept(connection)
    })
    this.tcp = tcp
    tcp.maxConnections = maxConnections
    tcp.listen(port, loopback)
    await once(tcp, 'listening')
    const address = tcp.address()
    const chosen = address !== null && typeof address === 'object' ? address.port : port

    const udp = createSocket('udp4')
    this.udp = udp
    udp.bind(chosen, loopback)
    await once(udp, 'listening')
    udp.on('error', () => {})
    udp.on('message', (datagram, from) => {
      this.onText(datagram.toString(), this.udpFlow(from.address, from.port))
    })
    return chosen
  }

  private accept(connection: TcpSocket): void {
    const { remoteAddress = loopback, remotePort = 0 } = connection
    const flow: Flow = {
      protocol: 'tcp',
      remoteAddress,
      remotePort,
      send: (text) => {
        if (connection.writable) connection.write(text)
      }
    }
    const framer = new StreamFramer()
    this.connections.add(connection)
    connection.setNoDelay(true)
    connection.on('error', () => {})
    connection.on('close', () => this.connections.delete(connection))
    connection.on('data', (chunk) => {
      try {
        for (const framed of framer.push(chunk)) {
          if (framed.kind === 'message') this.onText(framed.text, flow)
          else if (framed.kind === 'ping') flow.send('\r\n')
        }
      } catch (error) {
        if (!(error instanceof BrokenStream)) throw error
        connection.destroy()
      }
    })
  }
}

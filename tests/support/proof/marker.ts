import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

/**
 * What the app promised at a moment. `said` is what main's view says of the manager's voice: `asked` for silence, but
 * not confirmed yet; `silent` is a promise. `lock` is what the relay of this call has been told.
 */
export type Said = 'speaks' | 'asked' | 'silent'

export interface Moment {
  readonly said: Said
  readonly lock: 'open' | 'closed'
  /** monotonic milliseconds */
  readonly at: number
}

/** Writes moments into the queues of sockets. A mark keeps its place among the datagrams of one machine. */
export class Marker {
  readonly first: Moment = { said: 'silent', lock: 'closed', at: performance.now() }
  private readonly moments = new Map<number, Moment>()
  private last = 0

  private constructor(private readonly socket: Socket) {}

  static async open(): Promise<Marker> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new Marker(socket)
  }

  get port(): number {
    return this.socket.address().port
  }

  send(moment: Moment, { host, port }: { readonly host: string; readonly port: number }): number {
    const number = ++this.last
    this.moments.set(number, moment)
    const datagram = Buffer.alloc(4)
    datagram.writeUInt32BE(number)
    this.socket.send(datagram, port, host)
    return number
  }

  read(datagram: Buffer): { number: number; moment: Moment } {
    const number = datagram.readUInt32BE()
    const moment = this.moments.get(number)
    if (!moment) throw new Error('a mark of nobody')
    this.moments.delete(number)
    return { number, moment }
  }

  close(): void {
    this.socket.close()
  }
}

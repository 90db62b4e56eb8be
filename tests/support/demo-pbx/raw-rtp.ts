import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { within } from '../phone/clock'
import { formatRtp, parseRtp, type RtpPacket } from '../phone/rtp-packet'

export interface ArrivedPacket extends RtpPacket {
  readonly atMs: number
}

/** An RTP port that sends only what the test tells it to, and keeps what arrives. */
export class RawRtp {
  readonly packets: ArrivedPacket[] = []
  private readonly listeners = new Set<() => void>()
  private sequenceNumber = 1_000

  private constructor(private readonly socket: Socket) {
    socket.on('message', (datagram) => {
      const packet = parseRtp(datagram)
      if (packet) this.packets.push({ ...packet, atMs: performance.now() })
      for (const listener of [...this.listeners]) listener()
    })
  }

  static async open(): Promise<RawRtp> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new RawRtp(socket)
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): void {
    this.socket.close()
  }

  sendBytes(bytes: Buffer, port: number): void {
    this.socket.send(bytes, port, '127.0.0.1')
  }

  send(port: number, packet: Partial<RtpPacket>): void {
    this.sequenceNumber += 1
    const { sequenceNumber } = this
    const silence = Buffer.alloc(160, 0xff)
    this.sendBytes(
      formatRtp({
        payloadType: 0,
        marker: false,
        sequenceNumber,
        timestamp: sequenceNumber * 160,
        ssrc: 7,
        payload: silence,
        ...packet
      }),
      port
    )
  }

  /** One packet of a telephone-event (RFC 4733 §2.3). */
  sendEvent(port: number, event: number, end: boolean, timestamp: number): void {
    const payload = Buffer.from([event, end ? 0x8a : 0x0a, 0x01, 0x40])
    this.send(port, { payloadType: 101, timestamp, payload })
  }

  /** The packets when `count` have arrived. */
  async until(count: number): Promise<readonly ArrivedPacket[]> {
    let listener = () => {}
    const arrived = new Promise<void>((resolve) => {
      listener = () => {
        if (this.packets.length >= count) resolve()
      }
      this.listeners.add(listener)
      listener()
    })
    await within(5_000, `${count} RTP packets`, arrived).finally(() =>
      this.listeners.delete(listener)
    )
    return this.packets
  }
}

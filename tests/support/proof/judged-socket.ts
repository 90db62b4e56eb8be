import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { PeerSrtp } from '../media/peer-srtp'
import { parseRtp, type RtpPacket } from '../phone/rtp-packet'
import type { Marker, Moment } from './marker'

interface Judge {
  /** a frame of voice or silence, and what was promised when it left */
  frame(packet: RtpPacket, moment: Moment): void
  /** a frame that nobody can look into */
  unreadable(): void
}

/** Telephone-events are no voice. */
export const eventPayloadType = 96

/**
 * One RTP port of the PBX. What the app promises is written into its queue, between the frames: whatever is behind the
 * mark left after the promise, whoever was how slow.
 */
export class JudgedSocket {
  srtp: PeerSrtp | null = null
  private lastMark = 0
  private moment: Moment
  private whenRead = new Map<number, () => void>()

  readonly host: string
  readonly port: number

  private constructor(
    private readonly socket: Socket,
    private readonly marker: Marker,
    private readonly judge: Judge
  ) {
    const { address, port: bound } = socket.address()
    this.host = address
    this.port = bound
    this.moment = marker.first
    socket.on('message', (datagram: Buffer, { port }) => {
      if (port === marker.port) this.read(datagram)
      else this.hear(datagram)
    })
  }

  /** @param host - any of 127.0.0.0/8: each is a host of its own */
  static async bind(host: string, marker: Marker, judge: Judge): Promise<JudgedSocket> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
    socket.bind(0, host)
    await once(socket, 'listening')
    return new JudgedSocket(socket, marker, judge)
  }

  /** From here on this is what was promised. */
  mark(moment: Moment): Promise<void> {
    const number = this.marker.send(moment, this)
    return new Promise((resolve) => {
      this.whenRead.set(number, resolve)
    })
  }

  close(): void {
    this.socket.close()
  }

  private read(datagram: Buffer): void {
    const { number, moment } = this.marker.read(datagram)
    if (number <= this.lastMark) throw new Error('a mark was overtaken')
    this.lastMark = number
    this.moment = moment
    this.whenRead.get(number)?.()
    this.whenRead.delete(number)
  }

  private hear(datagram: Buffer): void {
    if (isReport(datagram)) return
    const plain = this.srtp ? this.srtp.open(datagram) : datagram
    const packet = plain && parseRtp(plain)
    if (!packet) this.judge.unreadable()
    else if (packet.payloadType !== eventPayloadType) this.judge.frame(packet, this.moment)
  }
}

/** RTCP (RFC 5761 §4), of a call whose port is the one before this. */
function isReport(datagram: Buffer): boolean {
  const type = datagram[1] ?? 0
  return type >= 192 && type <= 223
}

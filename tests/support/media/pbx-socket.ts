import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIP } from 'node:net'
import { within } from '../phone/clock'
import { formatRtp, parseRtp, type RtpPacket } from '../phone/rtp-packet'
import type { PeerSrtp } from './peer-srtp'

export interface Arrived extends RtpPacket {
  /** monotonic milliseconds */
  readonly at: number
}

/** The PBX's end of an RTP stream, packet by packet, on loopback. */
export class PbxSocket {
  readonly arrived: Arrived[] = []
  /** datagrams that were not RTP, or not of somebody who has the keys */
  refused = 0
  /** encrypts what `speak` says, and decrypts what arrives */
  srtp: PeerSrtp | null = null
  hears: (payload: Buffer) => void = () => {}
  private readonly listeners = new Set<() => void>()
  private sequenceNumber = 1_000
  private timestamp = 50_000

  private constructor(private readonly socket: Socket) {
    socket.on('message', (datagram: Buffer) => {
      const plain = this.srtp ? this.srtp.open(datagram) : datagram
      const packet = plain && parseRtp(plain)
      if (packet) {
        this.arrived.push({ ...packet, at: performance.now() })
        this.hears(packet.payload)
      } else this.refused += 1
      for (const listener of [...this.listeners]) listener()
    })
  }

  /** @param host - any of 127.0.0.0/8: each is a host of its own */
  static async bind(host = '127.0.0.1'): Promise<PbxSocket> {
    const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4')
    socket.bind(0, host)
    await once(socket, 'listening')
    return new PbxSocket(socket)
  }

  get host(): string {
    return this.socket.address().address
  }

  get port(): number {
    return this.socket.address().port
  }

  /** Its answer to whatever was offered: A-law. */
  get sdp(): string {
    const { host, port } = this
    return [
      'v=0',
      `o=- 1 1 IN IP4 ${host}`,
      's=-',
      `c=IN IP4 ${host}`,
      't=0 0',
      `m=audio ${port} RTP/AVP 8`,
      ''
    ].join('\r\n')
  }

  /** One packet of voice, in order. */
  speak(toPort: number, payloadType = 8, ssrc = 77): void {
    this.sequenceNumber = (this.sequenceNumber + 1) & 0xffff
    this.timestamp += 160
    const { sequenceNumber, timestamp } = this
    const payload = Buffer.alloc(160, 0x55)
    const packet = { payloadType, ssrc, sequenceNumber, timestamp, marker: false, payload }
    this.send(toPort, this.srtp ? this.srtp.seal(packet) : formatRtp(packet))
  }

  send(toPort: number, datagram: Buffer): void {
    this.socket.send(datagram, toPort, isIP(this.host) === 6 ? '::1' : '127.0.0.1')
  }

  /** Looks now and at each arrival. */
  async until(what: string, satisfied: (arrived: readonly Arrived[]) => boolean): Promise<void> {
    let listener = () => {}
    const found = new Promise<void>((resolve) => {
      listener = () => {
        if (satisfied(this.arrived)) resolve()
      }
      this.listeners.add(listener)
      listener()
    })
    try {
      await within(5_000, what, found)
    } finally {
      this.listeners.delete(listener)
    }
  }

  close(): void {
    this.socket.close()
  }
}

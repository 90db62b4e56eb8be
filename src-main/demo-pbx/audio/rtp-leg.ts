import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Clock } from '../clock'
import { frameSamples } from './frame'
import type { G711Codec } from './g711'
import { PlayoutBuffer } from './playout-buffer'
import { formatRtp, parseRtp, type RtpPacket } from './rtp-packet'
import { TelephoneEventReader } from './telephone-event-reader'

/** What was negotiated for the stream. */
export interface RtpSettings {
  readonly codec: G711Codec
  readonly payloadType: number
  readonly telephoneEventPayloadType: number | undefined
  /** as in the other side's SDP; packets from elsewhere move it */
  readonly remotePort: number
  /** false while the other side holds */
  readonly sending: boolean
}

const loopback = '127.0.0.1'
const startSamples = frameSamples * 2
const mostSamples = frameSamples * 6

/** One RTP stream to and from a phone on this machine, symmetric (RFC 4961): the answer goes where packets come from. */
export class RtpLeg {
  private readonly socket: Socket
  private readonly ssrc = randomInt(2 ** 32)
  private readonly playout = new PlayoutBuffer(startSamples, mostSamples)
  private readonly events = new TelephoneEventReader()
  private settings: RtpSettings | undefined
  private remotePort = 0
  private remoteSsrc: number | undefined
  private sequenceNumber = randomInt(2 ** 16)
  private timestamp = randomInt(2 ** 32)
  private silentBefore = true
  private closed = false

  private constructor(
    socket: Socket,
    private readonly clock: Clock,
    private readonly onDigit: (digit: string) => void
  ) {
    this.socket = socket
    socket.on('error', () => {})
    socket.on('message', (datagram, { port }) => {
      this.receive(datagram, port)
    })
  }

  static async open(clock: Clock, onDigit: (digit: string) => void): Promise<RtpLeg> {
    const socket = createSocket('udp4')
    socket.bind(0, loopback)
    await once(socket, 'listening')
    return new RtpLeg(socket, clock, onDigit)
  }

  get localPort(): number {
    return this.socket.address().port
  }

  configure(settings: RtpSettings): void {
    if (settings.remotePort !== this.settings?.remotePort) this.remotePort = settings.remotePort
    this.settings = settings
  }

  /** What the phone's user said in the last 20 ms. */
  take(): Int16Array {
    for (const digit of this.events.stopped(this.clock.nowMs())) this.onDigit(digit)
    return this.playout.take(frameSamples)
  }

  /** @param skippedSlots - 20 ms slots before this one in which nothing was sent */
  send(samples: Int16Array, skippedSlots: number): void {
    const { settings } = this
    this.timestamp = (this.timestamp + skippedSlots * frameSamples) >>> 0
    if (!this.closed && settings?.sending === true) {
      const packet: RtpPacket = {
        payloadType: settings.payloadType,
        // RFC 3551 §4.1: the first packet after a pause.
        marker: this.silentBefore || skippedSlots > 0,
        sequenceNumber: this.sequenceNumber,
        timestamp: this.timestamp,
        ssrc: this.ssrc,
        payload: settings.codec.encode(samples)
      }
      this.socket.send(formatRtp(packet), this.remotePort, loopback, () => {})
      this.sequenceNumber = (this.sequenceNumber + 1) & 0xffff
    }
    this.silentBefore = settings?.sending !== true
    this.timestamp = (this.timestamp + samples.length) >>> 0
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.socket.close()
  }

  private receive(datagram: Buffer, port: number): void {
    const packet = parseRtp(datagram)
    const { settings } = this
    if (!packet || !settings) return
    const isEvent = packet.payloadType === settings.telephoneEventPayloadType
    if (!isEvent && packet.payloadType !== settings.payloadType) return

    this.remotePort = port
    if (this.remoteSsrc !== packet.ssrc) {
      this.remoteSsrc = packet.ssrc
      this.playout.clear()
    }
    if (isEvent) {
      const digits = this.events.receive(packet.timestamp, packet.payload, this.clock.nowMs())
      for (const digit of digits) this.onDigit(digit)
    } else this.playout.put(packet.sequenceNumber, settings.codec.decode(packet.payload))
  }
}

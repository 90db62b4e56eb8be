import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { pcma, pcmu } from '../../../src-main/demo-pbx/audio/g711'
import { epochMs } from './clock'
import { recordRtp } from './record-rtp'
import { Recording } from './recording'
import { formatRtp } from './rtp-packet'
import { ownTelephoneEventPayloadType, type RemoteAudio } from './sdp-text'
import { udpSocketFor } from './sip-link'
import { formatTelephoneEvent } from './telephone-event'

const frameMs = 20
const frameSamples = 160
const amplitude = 6_000
const endPackets = 3

interface PendingDigit {
  readonly digit: string
  readonly totalUnits: number
  readonly done: (firstEndAt: number) => void
  sentUnits: number
  timestamp: number
}

/** One G.711 stream each way: a tone goes out every 20 ms, and what comes in is recorded. */
export class AudioStream {
  readonly recording = new Recording()
  private readonly ssrc = randomBytes(4).readUInt32BE()
  private sequenceNumber = randomInt(0x8000)
  private timestamp = randomInt(0x4000_0000)
  private phase = 0
  private remote: RemoteAudio | undefined
  private timer: NodeJS.Timeout | undefined
  private nextFrameAt = 0
  private pendingDigit: PendingDigit | undefined

  private constructor(
    private readonly socket: ReturnType<typeof udpSocketFor>,
    /** 0 is silence; may be changed during the call */
    public toneHz: number
  ) {
    socket.on('message', (data: Buffer) => this.receive(data))
    socket.on('error', () => {})
  }

  static async open(localAddress: string, toneHz: number): Promise<AudioStream> {
    const socket = udpSocketFor(localAddress)
    socket.bind(0, localAddress)
    await once(socket, 'listening')
    return new AudioStream(socket, toneHz)
  }

  get port(): number {
    return this.socket.address().port
  }

  /** Starts sending, or goes on to another address after a re-INVITE. */
  sendTo(remote: RemoteAudio): void {
    this.remote = remote
    if (this.timer) return
    this.nextFrameAt = performance.now()
    this.tick()
  }

  /**
   * Sends an RFC 4733 digit in place of audio, as phones do.
   *
   * @returns when the first end packet left, epoch ms
   */
  async sendDigit(digit: string, durationMs = 100): Promise<number> {
    if (this.remote?.telephoneEventPayloadType === undefined) {
      throw new Error('the other side takes no telephone-event')
    }
    return new Promise((done) => {
      this.pendingDigit = {
        digit,
        totalUnits: durationMs * 8,
        done,
        sentUnits: 0,
        timestamp: this.timestamp
      }
    })
  }

  close(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.remote = undefined
    this.socket.close()
  }

  /** Timers of a busy machine are late: each tick sends what is due, so that the rate stays true. */
  private tick(): void {
    const now = performance.now()
    if (now - this.nextFrameAt > 500) this.nextFrameAt = now
    for (; this.nextFrameAt <= now; this.nextFrameAt += frameMs) this.sendFrame()
    this.timer = setTimeout(() => this.tick(), Math.max(1, this.nextFrameAt - performance.now()))
  }

  private sendFrame(): void {
    this.timestamp = (this.timestamp + frameSamples) >>> 0
    if (this.pendingDigit) this.sendEventFrame(this.pendingDigit)
    else if (this.remote) {
      const codec = this.remote.payloadType === 8 ? pcma : pcmu
      const payload = Buffer.from(codec.encode(this.nextSamples()))
      this.send(codec.payloadType, false, this.timestamp, payload)
    }
  }

  private sendEventFrame(pending: PendingDigit): void {
    const marker = pending.sentUnits === 0
    pending.sentUnits += frameSamples
    const end = pending.sentUnits >= pending.totalUnits
    const payload = formatTelephoneEvent({
      digit: pending.digit,
      end,
      durationUnits: pending.sentUnits
    })
    const type = this.remote?.telephoneEventPayloadType ?? ownTelephoneEventPayloadType
    for (let copy = 0; copy < (end ? endPackets : 1); copy++) {
      this.send(type, marker && copy === 0, pending.timestamp, payload)
    }
    if (!end) return
    this.pendingDigit = undefined
    pending.done(epochMs())
  }

  private nextSamples(): Int16Array {
    return Int16Array.from({ length: frameSamples }, () => {
      const sample = this.toneHz === 0 ? 0 : Math.round(amplitude * Math.sin(this.phase))
      this.phase = (this.phase + (2 * Math.PI * this.toneHz) / 8_000) % (2 * Math.PI)
      return sample
    })
  }

  private send(payloadType: number, marker: boolean, timestamp: number, payload: Buffer): void {
    if (!this.remote) return
    this.sequenceNumber = (this.sequenceNumber + 1) & 0xffff
    const { ssrc, sequenceNumber } = this
    const packet = { payloadType, marker, sequenceNumber, timestamp, ssrc, payload }
    this.socket.send(formatRtp(packet), this.remote.port, this.remote.host)
  }

  private receive(data: Buffer): void {
    recordRtp(this.recording, data, [ownTelephoneEventPayloadType])
  }
}

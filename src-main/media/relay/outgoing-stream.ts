import { silenceLike, silencePacket } from '@contract/telephony/silence'
import type { Codec, PbxLeg } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { engineCodecOf, isTelephoneEvent } from '../session/codecs'
import { serializeRtp, type RtpPacket } from './rtp-packet'
import { StreamRewriter, type StreamPosition } from './stream-rewriter'
import { TelephoneEventSender, type DigitsSent } from './telephone-event-sender'

/** After so long without the engine the relay sends silence of its own, so that NAT and latching hold. */
const engineQuietMs = 100
const packetMs = 20

/**
 * What goes to the PBX: the engine's voice while the microphone is open, silence otherwise, and telephone-events in
 * place of both. One SSRC, whatever the engine does.
 */
export class OutgoingStream {
  /** The second lock: every stream starts with it closed. */
  microphone: MicrophonePolicy = 'closed'
  packets = 0
  /** of payload, as sender reports count them (RFC 3550 §6.4.1) */
  octets = 0
  silenced = 0

  private readonly rewriter = new StreamRewriter()
  private readonly events = new TelephoneEventSender({
    begin: () => this.beginEvent(),
    send: (timestamp, marker, payload) => this.sendEvent(timestamp, marker, payload)
  })
  private voice = new Map<number, Codec>()
  private inUse: Codec | undefined
  private event: Codec | undefined
  private maySend = false
  private enginePacketAt = -Infinity
  private pace: NodeJS.Timeout | null = null

  constructor(private readonly emit: (datagram: Buffer) => boolean) {}

  get ssrc(): number {
    return this.rewriter.ssrc
  }

  /** The timestamp that a packet of this moment would have. */
  get timestampNow(): number {
    return this.rewriter.timestampAt(this.inUse?.clockRate ?? 8_000, performance.now())
  }

  negotiated({ codecs, direction }: PbxLeg): void {
    const voice = codecs.filter((codec) => !isTelephoneEvent(codec))
    this.voice = new Map(
      voice.flatMap((codec) => {
        const engine = engineCodecOf(codec)
        return engine ? [[engine.payloadType, codec] as const] : []
      })
    )
    this.inUse = voice[0]
    this.event = codecs.find(isTelephoneEvent)
    this.maySend = direction === 'sendrecv' || direction === 'sendonly'
    this.pace ??= setInterval(() => this.fillWithSilence(), packetMs)
    this.fillWithSilence()
  }

  /** A new leg to the engine numbers its packets anew. */
  engineReplaced(): void {
    this.rewriter.forgetSource()
  }

  fromEngine(packet: RtpPacket): void {
    const codec = this.voice.get(packet.payloadType)
    if (!codec || !this.maySend) return
    const now = performance.now()
    this.enginePacketAt = now
    if (this.events.sending) {
      this.rewriter.omit()
      return
    }
    let { payload } = packet
    if (this.microphone !== 'open') {
      const silence = silenceLike(codec.name, payload.length)
      if (!silence) return
      payload = Buffer.from(silence.buffer)
      this.silenced += 1
    }
    const place = this.rewriter.place(packet, codec.clockRate, now)
    this.send(codec, place, packet.marker || place.restarted, payload)
  }

  sendDigits(digits: string, durationMs: number, gapMs: number): Promise<DigitsSent> {
    return this.events.send(digits, durationMs, gapMs)
  }

  close(): void {
    this.maySend = false
    this.events.close()
    if (this.pace) clearInterval(this.pace)
    this.pace = null
  }

  private fillWithSilence(): void {
    const now = performance.now()
    const quiet = now - this.enginePacketAt >= engineQuietMs
    if (!quiet || !this.maySend || this.events.sending || !this.inUse) return
    const payload = silencePacket(this.inUse.name)
    if (!payload) return
    const place = this.rewriter.continueWithout(this.inUse.clockRate, now)
    this.send(this.inUse, place, false, Buffer.from(payload.buffer))
  }

  private beginEvent(): { timestamp: number; clockRate: number } | null {
    if (!this.event || !this.inUse || !this.maySend) return null
    // The timestamp runs on the voice's clock even where the event's is another, as PBXs expect (RFC 7160 §3).
    const timestamp = this.rewriter.begin(this.inUse.clockRate, performance.now())
    return { timestamp, clockRate: this.event.clockRate }
  }

  private sendEvent(timestamp: number, marker: boolean, payload: Buffer): boolean {
    if (!this.event || !this.maySend) return false
    return this.send(this.event, this.rewriter.insertAt(timestamp), marker, payload)
  }

  private send(codec: Codec, place: StreamPosition, marker: boolean, payload: Buffer): boolean {
    const { sequenceNumber, timestamp } = place
    const { payloadType } = codec
    const { ssrc } = this.rewriter
    const sent = this.emit(
      serializeRtp({ marker, payloadType, sequenceNumber, timestamp, ssrc, payload })
    )
    if (sent) {
      this.packets += 1
      this.octets += payload.length
    }
    return sent
  }
}

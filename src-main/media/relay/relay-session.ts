import type { Codec, PbxLeg as NegotiatedLeg, RelayStatistics } from '@contract/ipc/media-protocol'
import type { CallQuality } from '@contract/telephony/call-quality'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import {
  comfortNoisePayloadType,
  engineCodecOf,
  isTelephoneEvent,
  pbxCodecs
} from '../session/codecs'
import type { EngineLeg } from './engine-leg'
import { OutgoingStream } from './outgoing-stream'
import { PbxLeg } from './pbx-leg'
import { QualityMeter } from './quality/quality-meter'
import { ReceivedAudioWatch } from './received-audio-watch'
import type { RtpPacket } from './rtp-packet'
import { StreamRewriter } from './stream-rewriter'
import type { DigitsSent } from './telephone-event-sender'

export interface RelaySessionOptions {
  readonly localAddress: string
  /** only this RTP port will do */
  readonly port?: number
  readonly makeEngineLeg: (onPacket: (packet: RtpPacket) => void) => EngineLeg
  readonly onReceivedAudio: (flowing: boolean) => void
  readonly onQuality?: (quality: CallQuality) => void
}

/** The media of one call: packets between the audio engine and the PBX, one to one, nothing transcoded. */
export class RelaySession {
  private readonly toPbx: OutgoingStream
  private readonly toEngine = new StreamRewriter()
  private readonly watch: ReceivedAudioWatch
  private readonly quality: QualityMeter
  private engineLeg: EngineLeg | null = null
  /** by the payload type with which the PBX sends */
  private received = new Map<number, { codec: Codec; engine: Codec }>()
  private packetsFromPbx = 0
  private closed = false

  private constructor(
    private readonly options: RelaySessionOptions,
    private readonly pbxLeg: PbxLeg
  ) {
    this.toPbx = new OutgoingStream((datagram) => pbxLeg.send(datagram))
    this.watch = new ReceivedAudioWatch(options.onReceivedAudio)
    this.quality = new QualityMeter({
      sent: () => {
        const { ssrc, packets, octets, timestampNow } = this.toPbx
        return { ssrc, packets, octets, rtpTimestamp: timestampNow }
      },
      sendRtcp: (compound) => pbxLeg.sendRtcp(compound),
      changed: (quality) => options.onQuality?.(quality)
    })
  }

  static async open(options: RelaySessionOptions): Promise<RelaySession> {
    let session: RelaySession | null = null
    const listener = {
      expects: (payloadType: number) => session?.expects(payloadType) ?? false,
      onPacket: (packet: RtpPacket) => session?.fromPbx(packet),
      onRtcp: (compound: Buffer) => session?.quality.rtcp(compound)
    }
    const pbxLeg = await PbxLeg.bind(options.localAddress, listener, options.port)
    session = new RelaySession(options, pbxLeg)
    return session
  }

  get port(): number {
    return this.pbxLeg.port
  }

  /** Nothing is sent from the new address before the PBX was negotiated with again. */
  async moveTo(localAddress: string): Promise<number> {
    await this.pbxLeg.moveTo(localAddress)
    return this.port
  }

  /** A new leg towards the engine in place of the last; the PBX does not notice. */
  async engineOffer(): Promise<string> {
    const previous = this.engineLeg
    const leg = this.options.makeEngineLeg((packet) => {
      if (this.engineLeg === leg && !this.closed) this.toPbx.fromEngine(packet)
    })
    this.engineLeg = leg
    this.toPbx.engineReplaced()
    void previous?.close().catch(() => {})
    return leg.offer(this.toEngine.ssrc)
  }

  async engineAnswer(sdp: string): Promise<void> {
    if (!this.engineLeg) throw new Error('no offer to answer')
    await this.engineLeg.answer(sdp)
  }

  async setPbxLeg(leg: NegotiatedLeg): Promise<void> {
    this.received = receivedFormats(leg.codecs)
    await this.pbxLeg.setRemote(leg, leg.srtp)
    if (this.closed) return
    this.toPbx.negotiated(leg)
    const [inUse] = leg.codecs
    if (inUse) this.quality.negotiated(inUse.name, inUse.clockRate, leg.srtp ? 'sdes' : 'none')
    if (leg.direction === 'sendrecv' || leg.direction === 'recvonly') this.watch.expect()
    else this.watch.stop()
  }

  /** Takes effect before it returns: not one packet of voice leaves after a call with anything but `open`. */
  setMicrophone(microphone: MicrophonePolicy): void {
    this.toPbx.microphone = microphone
  }

  sendTelephoneEvents(digits: string, durationMs: number, gapMs: number): Promise<DigitsSent> {
    return this.toPbx.sendDigits(digits, durationMs, gapMs)
  }

  statistics(): RelayStatistics {
    return {
      packetsToPbx: this.toPbx.packets,
      packetsFromPbx: this.packetsFromPbx,
      dropped: this.pbxLeg.dropped,
      silenced: this.toPbx.silenced
    }
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.toPbx.close()
    this.watch.stop()
    this.quality.stop()
    this.pbxLeg.close()
    await this.engineLeg?.close()
  }

  private expects(payloadType: number): boolean {
    const { received } = this
    return (
      received.has(payloadType) || (received.size > 0 && payloadType === comfortNoisePayloadType)
    )
  }

  private fromPbx(packet: RtpPacket): void {
    if (this.closed) return
    const format = this.received.get(packet.payloadType)
    const now = performance.now()
    const keepsItsTimestamp = !format || isTelephoneEvent(format.codec)
    this.quality.packet(packet, keepsItsTimestamp ? null : format.codec.clockRate, now)
    if (!format) {
      this.watch.pause()
      return
    }
    this.packetsFromPbx += 1
    this.watch.packet()
    const place = this.toEngine.place(packet, format.codec.clockRate, now)
    this.engineLeg?.send({
      marker: packet.marker || place.restarted,
      payloadType: format.engine.payloadType,
      sequenceNumber: place.sequenceNumber,
      timestamp: place.timestamp,
      ssrc: this.toEngine.ssrc,
      payload: packet.payload
    })
  }
}

/**
 * The PBX sends with the payload types of our offer, or with those of its answer when it numbers them differently;
 * RFC 3264 §6.1 allows both and PBXs do both.
 */
function receivedFormats(
  negotiated: readonly Codec[]
): Map<number, { codec: Codec; engine: Codec }> {
  const formats = new Map<number, { codec: Codec; engine: Codec }>()
  for (const codec of negotiated) {
    const engine = engineCodecOf(codec)
    if (engine) formats.set(codec.payloadType, { codec, engine })
  }
  const engines = new Set([...formats.values()].map(({ engine }) => engine))
  for (const codec of pbxCodecs) {
    const engine = engineCodecOf(codec)
    if (engine && engines.has(engine) && !formats.has(codec.payloadType)) {
      formats.set(codec.payloadType, { codec, engine })
    }
  }
  return formats
}

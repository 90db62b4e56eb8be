import type { EngineLeg } from '../../../src-main/media/relay/engine-leg'
import type { RtpPacket } from '../../../src-main/media/relay/rtp-packet'

/** An engine that says what the test says, without ICE, DTLS or SRTP. */
export class FakeEngineLeg implements EngineLeg {
  readonly heard: RtpPacket[] = []
  closed = false
  private sequenceNumber = 65_530
  private timestamp = 0xffff_ff00

  constructor(
    private readonly onPacket: (packet: RtpPacket) => void,
    private readonly ssrc = 4_711
  ) {}

  offer(ssrc: number): Promise<string> {
    return Promise.resolve(`offer with ${ssrc}`)
  }

  answer(): Promise<void> {
    return Promise.resolve()
  }

  send(packet: RtpPacket): void {
    this.heard.push(packet)
  }

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  /** One packet of voice, as Chromium would send it every 20 ms. */
  speak(payload: Buffer, payloadType = 8, timestampStep = 160): void {
    this.sequenceNumber = (this.sequenceNumber + 1) & 0xffff
    this.timestamp = (this.timestamp + timestampStep) >>> 0
    const { ssrc, sequenceNumber, timestamp } = this
    this.onPacket({ marker: false, payloadType, ssrc, sequenceNumber, timestamp, payload })
  }
}

import { randomInt } from 'node:crypto'
import { RtpLeg } from '../audio/rtp-leg'
import type { Clock } from '../clock'
import {
  answerSdp,
  offerSdp,
  readSdp,
  type AudioDescription,
  type Direction,
  type LocalMedia
} from './sdp'
import type { Answer } from './sip-response'

export const sdpType = 'application/sdp'

/** One RTP stream with the offers and answers about it (RFC 3264). */
export class NegotiatedLeg {
  private agreed: AudioDescription | undefined
  private sdpVersion = 0
  private readonly sessionId = randomInt(2 ** 31)

  private constructor(private readonly leg: RtpLeg) {}

  static async open(clock: Clock, onDigit: (digit: string) => void): Promise<NegotiatedLeg> {
    return new NegotiatedLeg(await RtpLeg.open(clock, onDigit))
  }

  /** as the other side sees it; undefined before anything was agreed */
  get direction(): Direction | undefined {
    return this.agreed?.direction
  }

  /** Offer and answer for an INVITE of the other side: 200 with an SDP body, or 488. */
  negotiate(sdp: string): Answer {
    if (sdp.trim() === '') {
      return withSdp(this.offer())
    }
    const offer = readSdp(sdp)
    if (!offer) return { statusCode: 488 }
    this.agree(offer)
    return withSdp(answerSdp(offer, this.nextLocalMedia()))
  }

  /** An offer of this side. */
  offer(): string {
    return offerSdp(this.agreed, this.nextLocalMedia())
  }

  /**
   * The answer to an offer of ours.
   *
   * @returns false when it cannot be used
   */
  accept(sdp: string): boolean {
    const answer = readSdp(sdp)
    if (answer) this.agree(answer)
    return answer !== undefined
  }

  take(): Int16Array {
    return this.leg.take()
  }

  send(samples: Int16Array, skippedSlots: number): void {
    this.leg.send(samples, skippedSlots)
  }

  close(): void {
    this.leg.close()
  }

  private agree(remote: AudioDescription): void {
    this.agreed = remote
    this.leg.configure({
      codec: remote.codec,
      payloadType: remote.payloadType,
      telephoneEventPayloadType: remote.telephoneEventPayloadType,
      remotePort: remote.port,
      sending: remote.direction === 'sendrecv' || remote.direction === 'recvonly'
    })
  }

  private nextLocalMedia(): LocalMedia {
    this.sdpVersion += 1
    return {
      port: this.leg.localPort,
      sessionId: this.sessionId,
      sessionVersion: this.sdpVersion
    }
  }
}

function withSdp(text: string): Answer {
  return { statusCode: 200, body: { type: sdpType, text } }
}

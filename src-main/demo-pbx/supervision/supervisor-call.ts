import { randomInt } from 'node:crypto'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { Listener } from '../audio/conversations'
import { RtpLeg } from '../audio/rtp-leg'
import type { Clock } from '../clock'
import type { DemoAgent } from '../demo-directory'
import { answerSdp, offerSdp, readSdp, type AudioDescription, type LocalMedia } from '../sip/sdp'
import type { Answer } from '../sip/sip-response'
import type { UasDialog } from '../sip/uas-dialog'
import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import { ModeCodeReader } from './mode-codes'

const sdpType = 'application/sdp'

/** A supervisor's leg: its INVITE dialog, its audio and the mode it is in. */
export class SupervisorCall implements Listener {
  mode: SupervisionMode
  private agreed: AudioDescription | undefined
  private sdpVersion = 0
  private readonly sessionId = randomInt(2 ** 31)

  private constructor(
    readonly dialog: UasDialog,
    readonly agent: DemoAgent,
    readonly joinedAtMs: number,
    private readonly leg: RtpLeg,
    private readonly codes: ModeCodeReader | undefined,
    mode: SupervisionMode
  ) {
    this.mode = mode
  }

  static async open(
    dialog: UasDialog,
    agent: DemoAgent,
    mode: SupervisionMode,
    rule: SupervisionCodes,
    clock: Clock
  ): Promise<SupervisorCall> {
    const reader =
      rule.switchMethod === 'dtmf'
        ? new ModeCodeReader(rule.dtmfCodes, clock, (next) => {
            call.mode = next
          })
        : undefined
    const leg = await RtpLeg.open(clock, (digit) => reader?.digit(digit))
    const call: SupervisorCall = new SupervisorCall(dialog, agent, clock.nowMs(), leg, reader, mode)
    return call
  }

  /** A digit that came by SIP INFO. It goes no further: neither agent nor client hear it. */
  digit(digit: string): void {
    this.codes?.digit(digit)
  }

  /** Offer and answer (RFC 3264) for an INVITE: 200 with an SDP body, or 488. */
  negotiate(sdp: string): Answer {
    if (sdp.trim() === '') {
      return this.withSdp(offerSdp(this.agreed, this.nextLocalMedia()))
    }
    const offer = readSdp(sdp)
    if (!offer) return { statusCode: 488 }
    this.agree(offer)
    return this.withSdp(answerSdp(offer, this.nextLocalMedia()))
  }

  /** The answer to an offer of ours, in the ACK. */
  accept(sdp: string): void {
    const answer = readSdp(sdp)
    if (answer) this.agree(answer)
  }

  take(): Int16Array {
    return this.leg.take()
  }

  send(samples: Int16Array, skippedSlots: number): void {
    this.leg.send(samples, skippedSlots)
  }

  close(): void {
    this.codes?.close()
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

  private withSdp(text: string): Answer {
    return { statusCode: 200, body: { type: sdpType, text } }
  }
}

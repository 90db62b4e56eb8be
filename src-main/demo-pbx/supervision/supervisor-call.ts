import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { Listener } from '../audio/conversations'
import type { Clock } from '../clock'
import type { DemoAgent } from '../demo-directory'
import { NegotiatedLeg } from '../sip/negotiated-leg'
import type { UasDialog } from '../sip/uas-dialog'
import { ModeCodeReader } from './mode-codes'

/** A supervisor's leg: its INVITE dialog, its audio and the mode it is in. */
export class SupervisorCall implements Listener {
  mode: SupervisionMode

  private constructor(
    readonly dialog: UasDialog,
    readonly agent: DemoAgent,
    readonly joinedAtMs: number,
    readonly leg: NegotiatedLeg,
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
    const leg = await NegotiatedLeg.open(clock, (digit) => reader?.digit(digit))
    const call: SupervisorCall = new SupervisorCall(dialog, agent, clock.nowMs(), leg, reader, mode)
    return call
  }

  /** A digit that came by SIP INFO. It goes no further: neither agent nor client hear it. */
  digit(digit: string): void {
    this.codes?.digit(digit)
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
}

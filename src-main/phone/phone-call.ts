import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { PhoneParty } from '@contract/ipc/phone-view'
import type { CallEnd, CallState } from '@contract/telephony/call-state'
import { MicrophoneConfirmation } from '@contract/telephony/microphone-confirmation'
import {
  phoneTransition,
  takesTheFloor,
  type PhoneCallEvent,
  type PhoneCallState
} from '@contract/telephony/phone-call-state'
import { phoneMicrophone } from '@contract/telephony/phone-microphone'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { CallHold } from './call-hold'
import { callOver, transferFailure } from './phone-failures'
import type { IncomingLeg, LegTransfer, PhoneLeg } from './ports'

export interface PhoneCallFacts {
  readonly id: string
  readonly customerId: string
  readonly customerName: string
  readonly direction: 'outgoing' | 'incoming'
  readonly startedAt: number
  /** the call that waits for the outcome of this one */
  readonly consultFor: string | null
}

export interface PhoneCallListener {
  changed(): void
  /** Once, when nothing of the call is left. */
  ended(end: CallEnd | 'transferred'): void
}

export interface PhoneCallTools {
  nameOf(number: string): string | null
  now(): number
  log: { info(message: string): void; warn(message: string): void }
}

/** One ordinary call: its state, and a microphone that is kept in step with it. */
export class PhoneCall {
  private state: PhoneCallState
  private readonly microphone = new MicrophoneConfirmation()
  private readonly holding: CallHold
  private lastDigits: Promise<unknown> = Promise.resolve()
  private transferring: Promise<LegTransfer> | null = null
  private heldByRemote = false
  private isSilent = false
  private isHeard = false
  private answered: number | null = null
  private answeringDone: () => void = () => undefined

  constructor(
    readonly facts: PhoneCallFacts,
    readonly leg: PhoneLeg,
    private currentParty: PhoneParty,
    private readonly listener: PhoneCallListener,
    private readonly tools: PhoneCallTools
  ) {
    this.state =
      facts.direction === 'incoming' ? { phase: 'ringing' } : { phase: 'dialling', rings: false }
    this.holding = new CallHold({
      current: () => this.state,
      title: () => this.title,
      setHeld: (held) => leg.setHeld(held),
      dispatch: (event) => this.dispatch(event),
      followState: () => this.applyMicrophone()
    })
    leg.onParty(({ number, displayName }) => {
      this.currentParty = { number, name: tools.nameOf(number) ?? displayName }
      listener.changed()
    })
    leg.onHeldByRemote((held) => {
      this.heldByRemote = held
      if (this.state.phase !== 'connected') return
      this.dispatch({ type: 'held-by-remote', held })
      void this.applyMicrophone()
    })
    leg.onReceivedAudio((flowing) => {
      this.isSilent = !flowing
      this.isHeard ||= flowing
      listener.changed()
    })
    leg.onMicrophoneLost(() => {
      this.loseMicrophone(failure('microphone.failed'))
      void this.applyMicrophone()
    })
  }

  get current(): PhoneCallState {
    return this.state
  }

  get party(): PhoneParty {
    return this.currentParty
  }

  /** The most open that the microphone may be, by what was asked and what was confirmed. */
  get microphoneAtMost(): MicrophonePolicy {
    return this.microphone.atMost
  }

  get silent(): boolean {
    return this.isSilent
  }

  /** Something was heard of the other side, or of the PBX in its place. */
  get heard(): boolean {
    return this.isHeard
  }

  get answeredAt(): number | null {
    return this.answered
  }

  get takesTheFloor(): boolean {
    return takesTheFloor(this.state)
  }

  isDialling(
    meant: Pick<PhoneCallFacts, 'customerId' | 'consultFor'> & { number: string }
  ): boolean {
    const { customerId, consultFor } = this.facts
    return (
      this.state.phase === 'dialling' &&
      this.currentParty.number === meant.number &&
      customerId === meant.customerId &&
      consultFor === meant.consultFor
    )
  }

  /** After the call is listed, because a leg may be over from the beginning. */
  begin(): void {
    this.leg.onState((state) => {
      this.legChanged(state)
    })
    this.legChanged(this.leg.state)
    void this.applyMicrophone()
  }

  /** The 2xx is on its way: the device opens meanwhile. Resolves when the call is connected or over. */
  answer(leg: IncomingLeg): Promise<void> {
    return new Promise((resolve) => {
      this.answeringDone = resolve
      this.dispatch({ type: 'answer' })
      leg.answer()
      void this.applyMicrophone()
    })
  }

  hangUp(): void {
    if (this.state.phase !== 'over') this.over({ by: 'local' })
  }

  /** Its other side talks to somebody else now. */
  transferred(): void {
    this.over('transferred')
  }

  async setMuted(muted: boolean): Promise<Result<null>> {
    if (this.state.phase !== 'connected') return callOver()
    this.dispatch({ type: 'mute', muted })
    const problem = await this.applyMicrophone()
    return problem ? fail(problem) : ok()
  }

  hold(): Promise<Result<null>> {
    return this.holding.hold()
  }

  resume(): Promise<Result<null>> {
    return this.holding.resume()
  }

  /** What was pressed before them is answered first: two INFOs at once may arrive in either order. */
  sendDigits(digits: string): Promise<Result<null>> {
    const sent = this.lastDigits.then(() => this.sendNext(digits))
    this.lastDigits = sent
    return sent
  }

  private async sendNext(digits: string): Promise<Result<null>> {
    if (this.state.phase !== 'connected') return callOver()
    const { sent } = await this.leg.sendDigits(digits)
    if (sent) return ok()
    const failed = failure('phone.digits-not-sent')
    if (!this.isOver()) this.dispatch({ type: 'digits-failed', failure: failed })
    return fail(failed)
  }

  /** Either kind of transfer; `refer` sends it. The call is over when it worked, and as it was when it did not. */
  async transfer(to: string, refer: () => Promise<LegTransfer>): Promise<Result<null>> {
    if (this.state.phase !== 'connected' || this.state.transferringTo !== null) return callOver()
    this.dispatch({ type: 'transfer-asked', to })
    const outcome = await this.endsWith(refer())
    const failed = transferFailure(outcome, to, this.leg.state.kind === 'terminated')
    if (!failed) {
      this.over('transferred')
      return ok()
    }
    if (!this.isOver()) this.dispatch({ type: 'transfer-failed', failure: failed })
    return fail(failed)
  }

  /** While this is on its way, the end of the call is the end of a transfer, when that worked. */
  async endsWith(transfer: Promise<LegTransfer>): Promise<LegTransfer> {
    this.transferring = transfer
    const outcome = await transfer
    this.transferring = null
    return outcome
  }

  get title(): string {
    return this.currentParty.name ?? this.currentParty.number
  }

  private legChanged(state: CallState): void {
    const { phase } = this.state
    if (state.kind === 'early' && phase === 'dialling') this.dispatch({ type: 'progress' })
    else if (state.kind === 'confirmed' && (phase === 'dialling' || phase === 'answering')) {
      const at = (this.answered = this.tools.now())
      this.dispatch({ type: 'answered', at, heldByRemote: this.heldByRemote })
      void this.applyMicrophone()
    } else if (state.kind === 'terminated' && phase !== 'over') this.legEnded(state.end)
  }

  /** A PBX may hang up before it has told the outcome of a transfer, so that is waited for. */
  private legEnded(end: CallEnd): void {
    const { transferring } = this
    if (!transferring) {
      this.over(end)
      return
    }
    void transferring.then((outcome) => {
      this.over(outcome.kind === 'failed' ? end : 'transferred')
    })
  }

  private over(end: CallEnd | 'transferred'): void {
    if (this.state.phase === 'over') return
    this.dispatch({ type: 'ended' })
    this.microphone.reset()
    this.leg.hangUp()
    this.leg.close().catch((error: unknown) => {
      this.tools.log.warn(`phone: closing the media failed: ${String(error)}`)
    })
    this.listener.ended(end)
  }

  private isOver(): boolean {
    return this.state.phase === 'over'
  }

  /** @returns why the device could not be opened, or null */
  private async applyMicrophone(): Promise<Failure | null> {
    if (this.state.phase === 'ringing' || this.state.phase === 'over') return null
    const wanted = phoneMicrophone(this.state)
    const problem = await this.microphone.move(wanted, this.leg, this.tools.log)
    if (this.isOver()) return null
    const failed = problem && failure(`microphone.${problem}` as const)
    if (failed) this.loseMicrophone(failed)
    else this.listener.changed()
    return failed
  }

  private loseMicrophone(lost: Failure): void {
    if (this.state.phase === 'connected') this.dispatch({ type: 'microphone-lost', failure: lost })
  }

  private dispatch(event: PhoneCallEvent): void {
    this.state = phoneTransition(this.state, event)
    if (this.state.phase !== 'answering') this.answeringDone()
    this.tools.log.info(`phone: ${event.type} -> ${this.state.phase}`)
    this.listener.changed()
  }
}

import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { joinNumber } from '@contract/settings/dialing-rule'
import type { CallState } from '@contract/telephony/call-state'
import type { CallQuality, SilenceCause } from '@contract/telephony/call-quality'
import { microphonePolicy } from '@contract/telephony/microphone-policy'
import { speaksIn, type SupervisionMode } from '@contract/telephony/supervision-mode'
import {
  idleSupervision,
  superviseTransition,
  type SupervisionEvent,
  type SupervisionState
} from '@contract/telephony/supervision-state'
import { sendDtmf } from './dtmf-sending'
import { meaningOf } from './end-of-call'
import { MicrophoneConfirmation } from '@contract/telephony/microphone-confirmation'
import type { SupervisionCall, SupervisionPorts, SupervisionProfile } from './ports'
import { supervisionView } from './supervision-view'

/**
 * The call of the running supervision. `left` says that we hang up to dial another prefix: its end is not the end. `mute`,
 * that nothing can be heard or sent in it any more: another one takes its place.
 */
interface Leg {
  readonly call: SupervisionCall
  readonly profile: SupervisionProfile
  left: boolean
  mute: boolean
}

/** Joins calls, changes the mode and keeps the microphone in step with the state. One supervision at a time. */
export class Supervisor {
  private state: SupervisionState = idleSupervision
  private leg: Leg | null = null
  private readonly microphone = new MicrophoneConfirmation()
  private silence: SilenceCause | null = null
  private quality: CallQuality | null = null
  /** stands for the changes that are being carried out; ends with their supervision, whatever is still on its way */
  private changes: object | null = null
  private readonly listeners = new Set<(view: SupervisionView) => void>()

  constructor(private readonly ports: SupervisionPorts) {}

  get view(): SupervisionView {
    const canSwitch = this.leg?.profile.codes.switchMethod !== 'none'
    const microphone = this.microphone.atMost
    const { silence, quality } = this
    return supervisionView(this.state, { microphone, silence, quality, canSwitch })
  }

  onChange(listener: (view: SupervisionView) => void): void {
    this.listeners.add(listener)
  }

  /** Dials prefix and extension. Resolves as soon as the INVITE is on its way; the outcome is in the view. */
  async join(extension: string, mode: SupervisionMode): Promise<Result<null>> {
    if (this.state.phase !== 'idle') return fail(failure('supervision.already-supervising'))
    const profile = this.ports.profileOf(extension)
    if (!profile) return fail(failure('supervision.unknown-extension', { extension }))
    if (!profile.callSupervision) return fail(failure('supervision.call-supervision-off'))
    if (!this.ports.isRegistered()) return fail(failure('supervision.not-registered'))

    const leg = this.openLeg(profile)
    if (!leg) return fail(failure('media.not-started'))
    this.dispatch({ type: 'join', target: profile.target, mode })
    const problem = speaksIn(mode) ? await this.applyMicrophone() : null
    if (this.leg !== leg) return ok()
    if (problem) {
      this.endLeg(leg, { type: 'ended', by: 'failed', failure: problem })
      return fail(problem)
    }
    leg.call.dial(joinNumber(profile.codes, mode, extension))
    return ok()
  }

  /** From any mode to any other. Asked again while a code leaves, the last one asked for wins. */
  async changeMode(mode: SupervisionMode): Promise<Result<null>> {
    if (this.state.phase !== 'supervising' || !this.leg) {
      return fail(failure('supervision.not-supervising'))
    }
    if (this.leg.profile.codes.switchMethod === 'none') {
      return fail(failure('supervision.switch-not-possible'))
    }
    this.dispatch({ type: 'change-asked', to: mode })
    await this.carryOutChanges()
    return ok()
  }

  /** Sends the code of the mode shown once more, for a PBX that did not catch it. */
  async sendAgain(): Promise<Result<null>> {
    return this.state.phase === 'supervising'
      ? this.changeMode(this.state.mode)
      : fail(failure('supervision.not-supervising'))
  }

  async setMuted(muted: boolean): Promise<Result<null>> {
    if (this.state.phase !== 'supervising') return fail(failure('supervision.not-supervising'))
    this.dispatch({ type: 'mute', muted })
    const problem = await this.applyMicrophone()
    if (!problem) return ok()
    this.dispatchIfSupervising({ type: 'microphone-lost', failure: problem })
    return fail(problem)
  }

  hangUp(): Result<null> {
    if (!this.leg) return fail(failure('supervision.not-supervising'))
    this.endLeg(this.leg, { type: 'ended', by: 'manager', failure: null })
    return ok()
  }

  /** A microphone that is opening is waited for; a change asked for meanwhile takes its place. */
  private async carryOutChanges(): Promise<void> {
    if (this.changes) {
      void this.applyMicrophone()
      return
    }
    const mine = (this.changes = {})
    const isOver = () => this.changes !== mine
    try {
      while (!isOver() && this.state.phase === 'supervising' && this.state.change) {
        if (this.state.change.stage === 'sending') {
          await this.sendChange(this.state.change.to, isOver)
        } else await this.openMicrophoneForChange(isOver)
      }
    } finally {
      if (!isOver()) this.changes = null
    }
  }

  private async openMicrophoneForChange(isOver: () => boolean): Promise<void> {
    const asked = this.pendingMode()
    // With the microphone open already, the code must not wait for another process.
    const mustOpen = this.microphone.confirmed === 'closed' && !this.leg?.mute
    const problem = mustOpen ? await this.applyMicrophone() : null
    if (isOver() || this.pendingMode() !== asked) return
    if (problem) this.dispatch({ type: 'change-failed', failure: problem, mayHaveLeft: false })
    else this.dispatch({ type: 'microphone-open' })
    if (problem) void this.applyMicrophone()
  }

  private pendingMode(): SupervisionMode | null {
    return this.state.phase === 'supervising' ? (this.state.change?.to ?? null) : null
  }

  private async sendChange(to: SupervisionMode, isOver: () => boolean): Promise<void> {
    const leg = this.leg
    if (!leg) return
    // For spy the lock in the relay closes before the code leaves: both go through the same port, in this order.
    const silenced = this.applyMicrophone()
    const event =
      leg.mute || leg.profile.codes.switchMethod === 'rejoin'
        ? await this.rejoin(leg, to)
        : await this.sendCode(leg, to)
    // A code by INFO overtakes a relay that stalls: it is spy when nothing of the manager can leave any more.
    if (!speaksIn(to)) await silenced
    if (isOver()) return
    if (event) this.dispatch(event)
    const problem = await this.applyMicrophone()
    if (problem) this.dispatchIfSupervising({ type: 'microphone-lost', failure: problem })
  }

  private async sendCode(leg: Leg, to: SupervisionMode): Promise<SupervisionEvent> {
    const { codes, dtmfMethod } = leg.profile
    const outcome = await sendDtmf(leg.call, codes.dtmfCodes[to], dtmfMethod)
    if (outcome.sent) {
      return { type: 'code-sent', receipt: outcome.receipt, at: this.ports.now() }
    }
    const { mayHaveLeft, statusCode = 0 } = outcome
    return { type: 'change-failed', failure: failure('dtmf.not-sent', { statusCode }), mayHaveLeft }
  }

  /** Nothing goes through the call any more. The supervision goes on in another one, in the mode that was asked for last. */
  private replace(leg: Leg): void {
    if (this.leg !== leg || this.state.phase !== 'supervising') return
    leg.mute = true
    const { change, mode } = this.state
    this.dispatch({ type: 'change-asked', to: change?.next ?? change?.to ?? mode })
    void this.carryOutChanges()
  }

  /** Hangs up and dials the other prefix: for PBXs that cannot switch during the call, and for a call that was lost. */
  private async rejoin(old: Leg, to: SupervisionMode): Promise<SupervisionEvent | null> {
    const { profile } = old
    old.left = true
    await this.closeCall(old.call)
    if (this.leg !== old) return null
    this.microphone.reset()
    const leg = this.openLeg(profile)
    if (!leg) {
      const failed = failure('media.not-started')
      this.endLeg(old, { type: 'ended', by: 'failed', failure: failed })
      return null
    }
    const problem = await this.applyMicrophone()
    if (this.leg !== leg) return null
    // The call that was is gone already: who cannot speak goes on listening.
    if (problem) this.dispatch({ type: 'microphone-lost', failure: problem })
    const confirmed = new Promise<boolean>((resolve) => {
      leg.call.onState((state) => {
        if (state.kind === 'confirmed') resolve(true)
        else if (state.kind === 'terminated') resolve(false)
      })
    })
    leg.call.dial(joinNumber(profile.codes, to, profile.target.extension))
    return (await confirmed) ? { type: 'rejoined', at: this.ports.now() } : null
  }

  private openLeg(profile: SupervisionProfile): Leg | null {
    const call = this.ports.openCall()
    if (!call) return null
    const leg: Leg = { call, profile, left: false, mute: false }
    this.leg = leg
    this.silence = null
    this.quality = null
    call.onState((state) => {
      if (this.leg === leg && !leg.left) this.callStateChanged(leg, state)
    })
    call.onMicrophoneLost(() => {
      if (this.leg !== leg) return
      this.dispatchIfSupervising({
        type: 'microphone-lost',
        failure: failure('microphone.failed')
      })
      void this.applyMicrophone()
    })
    call.onSessionLost(() => this.replace(leg))
    call.onReceivedAudio((flowing, cause) => {
      if (this.leg !== leg) return
      this.silence = flowing ? null : (cause ?? 'stopped')
      this.publish()
    })
    call.onQuality((quality) => {
      if (this.leg !== leg) return
      this.quality = quality
      this.publish()
    })
    return leg
  }

  private callStateChanged(leg: Leg, state: CallState): void {
    if (state.kind === 'confirmed' && this.state.phase === 'joining') {
      this.dispatch({ type: 'answered', at: this.ports.now() })
      void this.applyMicrophone()
    } else if (state.kind === 'terminated') {
      const { extension } = leg.profile.target
      this.endLeg(leg, { type: 'ended', ...meaningOf(state.end, extension) })
    }
  }

  private endLeg(leg: Leg, event: Extract<SupervisionEvent, { type: 'ended' }>): void {
    leg.left = true
    this.leg = null
    this.changes = null
    this.microphone.reset()
    void this.closeCall(leg.call)
    if (this.quality) this.ports.log.info('supervision: quality', this.quality)
    if (this.state.phase !== 'idle') this.dispatch(event)
  }

  private async closeCall(call: SupervisionCall): Promise<void> {
    call.hangUp()
    try {
      await call.close()
    } catch (error) {
      this.ports.log.warn(`supervision: closing the media failed: ${String(error)}`)
    }
  }

  /** @returns why the device could not be opened, or null */
  private async applyMicrophone(): Promise<Failure | null> {
    const leg = this.leg
    if (!leg) return null
    const wanted = microphonePolicy(this.state)
    const problem = await this.microphone.move(wanted, leg.call, this.ports.log)
    if (this.leg !== leg) return null
    this.publish()
    return problem && failure(`microphone.${problem}`)
  }

  private dispatchIfSupervising(event: SupervisionEvent): void {
    if (this.state.phase === 'supervising') this.dispatch(event)
  }

  private dispatch(event: SupervisionEvent): void {
    this.state = superviseTransition(this.state, event)
    this.ports.log.info(`supervision: ${event.type} -> ${this.state.phase}`)
    this.publish()
  }

  private publish(): void {
    const { view } = this
    for (const listener of this.listeners) listener(view)
  }
}

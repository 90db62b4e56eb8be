import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { CallQuality } from '@contract/telephony/call-quality'
import type { CallState } from '@contract/telephony/call-state'
import { microphonePolicy } from '@contract/telephony/microphone-policy'
import { speaksIn, type SupervisionMode } from '@contract/telephony/supervision-mode'
import {
  idleSupervision,
  superviseTransition,
  type SupervisionEvent,
  type SupervisionState
} from '@contract/telephony/supervision-state'
import { meaningOf } from './end-of-call'
import type { SupervisionPorts, SupervisionProfile } from './ports'
import { SupervisedLeg } from './supervised-leg'
import { supervisionView } from './supervision-view'

/** Joins calls, changes the mode and keeps the microphone in step with the state. One supervision at a time. */
export class Supervisor {
  private state: SupervisionState = idleSupervision
  private leg: SupervisedLeg | null = null
  /** of the last call */
  private lastQuality: CallQuality | null = null
  /** stands for the changes that are being carried out; ends with their supervision, whatever is still on its way */
  private changes: object | null = null
  private readonly listeners = new Set<(view: SupervisionView) => void>()

  constructor(private readonly ports: SupervisionPorts) {}

  get view(): SupervisionView {
    const { leg } = this
    return supervisionView(this.state, {
      microphone: leg?.microphoneAtMost ?? 'closed',
      canSwitch: leg?.profile.codes.switchMethod !== 'none',
      silence: leg?.silence ?? null,
      quality: leg ? leg.quality : this.lastQuality
    })
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
    leg.dial(mode)
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
      void this.keepMicrophone()
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
    const mustOpen = this.leg !== null && this.leg.microphoneIsClosed && !this.leg.mute
    const problem = mustOpen ? await this.applyMicrophone() : null
    if (isOver() || this.pendingMode() !== asked) return
    if (problem) this.dispatch({ type: 'change-failed', failure: problem, mayHaveLeft: false })
    else this.dispatch({ type: 'microphone-open' })
    if (problem) void this.keepMicrophone()
  }

  private pendingMode(): SupervisionMode | null {
    return this.state.phase === 'supervising' ? (this.state.change?.to ?? null) : null
  }

  private async sendChange(to: SupervisionMode, isOver: () => boolean): Promise<void> {
    const { leg } = this
    if (!leg) return
    const { mustRejoin } = leg
    if (mustRejoin) this.dispatch({ type: 'rejoining' })
    // For spy the lock in the relay closes before the code leaves: both go through the same port, in this order.
    const silenced = this.applyMicrophone()
    const event = mustRejoin ? await this.rejoin(leg, to) : await this.sendCode(leg, to)
    // A code by INFO overtakes a relay that stalls: it is spy when nothing of the manager can leave any more.
    if (!speaksIn(to)) await silenced
    if (isOver()) return
    if (event) this.dispatch(event)
    const problem = await this.applyMicrophone()
    if (problem) this.dispatchIfSupervising({ type: 'microphone-lost', failure: problem })
  }

  private async sendCode(leg: SupervisedLeg, to: SupervisionMode): Promise<SupervisionEvent> {
    const outcome = await leg.sendCode(to)
    if (outcome.sent) {
      return { type: 'code-sent', receipt: outcome.receipt, at: this.ports.now() }
    }
    const { mayHaveLeft, statusCode = 0 } = outcome
    return { type: 'change-failed', failure: failure('dtmf.not-sent', { statusCode }), mayHaveLeft }
  }

  /** Hangs up and dials the other prefix: for PBXs that cannot switch during the call, and for a call that was lost. */
  private async rejoin(old: SupervisedLeg, to: SupervisionMode): Promise<SupervisionEvent | null> {
    await old.close()
    if (this.leg !== old) return null
    const leg = this.openLeg(old.profile)
    if (!leg) {
      const failed = failure('media.not-started')
      this.endLeg(old, { type: 'ended', by: 'failed', failure: failed })
      return null
    }
    const problem = await this.applyMicrophone()
    if (this.leg !== leg) return null
    // The call that was is gone already: who cannot speak goes on listening.
    if (problem) this.dispatch({ type: 'microphone-lost', failure: problem })
    const { answered } = leg
    leg.dial(to)
    return (await answered) ? { type: 'rejoined', at: this.ports.now() } : null
  }

  private openLeg(profile: SupervisionProfile): SupervisedLeg | null {
    const call = this.ports.openCall()
    if (!call) return null
    const ifCurrent = (then: () => void) => () => {
      if (this.leg === leg) then()
    }
    const leg: SupervisedLeg = new SupervisedLeg(
      call,
      profile,
      {
        state: (state) => {
          if (this.leg === leg) this.callStateChanged(leg, state)
        },
        microphoneLost: ifCurrent(() => {
          const failed = failure('microphone.failed')
          this.dispatchIfSupervising({ type: 'microphone-lost', failure: failed })
          void this.applyMicrophone()
        }),
        lost: ifCurrent(() => {
          if (this.state.phase !== 'supervising') return
          this.dispatch({ type: 'session-lost' })
          void this.carryOutChanges()
        }),
        changed: ifCurrent(() => this.publish())
      },
      this.ports.log
    )
    this.leg = leg
    return leg
  }

  private callStateChanged(leg: SupervisedLeg, state: CallState): void {
    if (state.kind === 'confirmed' && this.state.phase === 'joining') {
      this.dispatch({ type: 'answered', at: this.ports.now() })
      void this.keepMicrophone()
    } else if (state.kind === 'terminated') {
      const { extension } = leg.profile.target
      this.endLeg(leg, { type: 'ended', ...meaningOf(state.end, extension) })
    }
  }

  private endLeg(leg: SupervisedLeg, event: Extract<SupervisionEvent, { type: 'ended' }>): void {
    this.leg = null
    this.changes = null
    this.lastQuality = leg.quality
    void leg.close()
    if (leg.quality) this.ports.log.info('supervision: quality', leg.quality)
    if (this.state.phase !== 'idle') this.dispatch(event)
  }

  /** Has the microphone follow the state, which says so when nobody can be spoken to. */
  private async keepMicrophone(): Promise<void> {
    const problem = await this.applyMicrophone()
    if (problem && microphonePolicy(this.state) === 'open')
      this.dispatchIfSupervising({ type: 'microphone-lost', failure: problem })
  }

  /** @returns why the device could not be opened, or null */
  private async applyMicrophone(): Promise<Failure | null> {
    const { leg } = this
    if (!leg) return null
    const problem = await leg.setMicrophone(microphonePolicy(this.state))
    if (this.leg !== leg) return null
    this.publish()
    return problem
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

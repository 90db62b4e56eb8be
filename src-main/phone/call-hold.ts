import { failure, type Failure } from '@contract/errors/reasons'
import { ok, fail, type Result } from '@contract/ipc/result'
import type {
  PhoneCallEvent,
  PhoneCallState,
  PhoneHold
} from '@contract/telephony/phone-call-state'
import { callOver } from './phone-failures'
import type { LegAnswer } from './ports'

/** The call that is held, as far as holding it is concerned. */
export interface HeldCall {
  current(): PhoneCallState
  title(): string
  setHeld(held: boolean): Promise<LegAnswer>
  dispatch(event: PhoneCallEvent): void
  /** has the microphone follow the state */
  followState(): Promise<unknown>
}

/** Holds a call and takes it off hold. What is asked for twice is done once, and the opposite follows it. */
export class CallHold {
  /** resolves when the PBX has answered what it was asked last */
  private underWay: Promise<Result<null>> = Promise.resolve(callOver())
  private holdsNext = false

  constructor(private readonly call: HeldCall) {}

  /** The microphone closes before the PBX is asked. */
  async hold(): Promise<Result<null>> {
    switch (this.state()) {
      case 'none':
        this.underWay = this.askForHold()
        return this.underWay
      case 'holding':
        return this.underWay
      case 'held':
        return ok()
      case 'resuming': {
        this.holdsNext = true
        const answered = await this.underWay
        return this.state() === 'held' ? ok() : answered
      }
      case 'over':
        return callOver()
    }
  }

  /** The microphone opens after the PBX has agreed. */
  async resume(): Promise<Result<null>> {
    switch (this.state()) {
      case 'none':
        return ok()
      case 'holding':
        await this.underWay
        return this.resume()
      case 'held':
        this.underWay = this.askToResume()
        return this.underWay
      case 'resuming':
        return this.underWay
      case 'over':
        return callOver()
    }
  }

  private state(): PhoneHold | 'over' {
    const current = this.call.current()
    return current.phase === 'connected' ? current.hold : 'over'
  }

  private async askForHold(): Promise<Result<null>> {
    const { call } = this
    call.dispatch({ type: 'hold-asked' })
    void call.followState()
    const refused = await this.ask(true)
    if (this.state() === 'over') return callOver()
    call.dispatch(refused ? { type: 'hold-failed', failure: refused } : { type: 'held' })
    void call.followState()
    return refused ? fail(refused) : ok()
  }

  private async askToResume(): Promise<Result<null>> {
    const { call } = this
    call.dispatch({ type: 'resume-asked' })
    const refused = await this.ask(false)
    const { holdsNext } = this
    this.holdsNext = false
    if (this.state() === 'over') return callOver()
    call.dispatch(refused ? { type: 'resume-failed', failure: refused } : { type: 'resumed' })
    if (refused) return fail(refused)
    // Before the microphone opens: whoever asked for it does not want to be heard.
    if (holdsNext) return this.askForHold()
    await call.followState()
    return ok()
  }

  private async ask(held: boolean): Promise<Failure | null> {
    const { statusCode, reasonPhrase } = await this.call.setHeld(held)
    if (statusCode < 300) return null
    const reason = held ? 'phone.hold-refused' : 'phone.resume-refused'
    return failure(reason, { name: this.call.title(), statusCode, reasonPhrase })
  }
}

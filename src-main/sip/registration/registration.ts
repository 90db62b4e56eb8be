import type { Account } from '@contract/settings/customer'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import { newRequestIdentity } from '../flow/request-identity'
import { Listeners } from '../listeners'
import type { TransportAddress } from '../message/via'
import type { SipLog, SipWire } from '../ports'
import { RetryPause } from '../retry-pause'
import type { SipTimers } from '../sip-timers'
import type { NameService } from '../transport/name-service'
import { connectFailure, connectFlow } from './connect'
import { register, unregister } from './register'
import { refreshDelayMs, type RegisterOutcome } from './register-outcome'

export interface RegistrationOptions {
  readonly account: Account
  readonly credentials: Credentials
  readonly timers: SipTimers
  readonly log: SipLog
  readonly names: NameService
  readonly wire?: SipWire | undefined
  /** true while a call needs the flow: it is then not replaced because a REGISTER went unanswered */
  readonly flowInUse: () => boolean
}

/** More addresses than any PBX has. */
const mostNoted = 50

type Failure = Exclude<RegisterOutcome, { kind: 'registered' }>

/**
 * Keeps the account's AOR bound to one flow (RFC 3261 §10). The states and their diagram are in the contract; this is
 * the policy: one attempt at a time, one timer, back-off with chance in it, and a flow is opened for an attempt only.
 */
export class Registration {
  private current: RegistrationState = { kind: 'unregistered' }
  private readonly listeners: Listeners<RegistrationState>
  private readonly identity = newRequestIdentity()
  private readonly pause: RetryPause
  private openFlow: Flow | undefined
  /** for the next attempt or refresh */
  private timer: NodeJS.Timeout | undefined
  /** the attempt under way; aborting it makes its result count for nothing */
  private attempt: AbortController | undefined
  private registeredAt = 0
  private silent: readonly TransportAddress[] = []

  constructor(private readonly options: RegistrationOptions) {
    this.listeners = new Listeners(options.log)
    this.pause = new RetryPause(options.timers)
  }

  get state(): RegistrationState {
    return this.current
  }

  /** The flow that calls and subscriptions use; it may be open while the registration is in doubt. */
  get flow(): Flow | undefined {
    return this.openFlow?.isOpen ? this.openFlow : undefined
  }

  /** @returns a function that removes the listener */
  onState(listener: (state: RegistrationState) => void): () => void {
    return this.listeners.add(listener)
  }

  start(): void {
    if (this.current.kind === 'unregistered') this.begin()
  }

  /** With a new flow, unless a call is on this one: after sleep or a change of networks its socket may be dead. */
  retryNow(): void {
    const { kind } = this.current
    if (kind === 'unregistered' || kind === 'registering') return
    this.pause.forgetFailures()
    const inUse = this.options.flowInUse()
    if (!inUse) this.dropFlow()
    if (inUse && kind === 'registered') this.refresh()
    else this.begin()
  }

  async stop(timeoutMs: number): Promise<void> {
    const { flow, current } = this
    this.cancelAttempt()
    this.setState({ kind: 'unregistered' })
    // A REGISTER that is still under way may yet bind us.
    const mayBeBound = current.kind === 'registered' || current.kind === 'registering'
    if (flow && mayBeBound)
      await unregister({ ...this.options, flow, identity: this.identity, timeoutMs })
    this.dropFlow()
  }

  private begin(): void {
    this.setState({ kind: 'registering' })
    this.refresh()
  }

  /** A registration that stands is renewed without leaving its state. */
  private refresh(): void {
    this.cancelAttempt()
    void this.run()
  }

  private async run(): Promise<void> {
    const attempt = new AbortController()
    this.attempt = attempt
    const outcome = await this.tryOnce(attempt.signal)
    if (this.attempt !== attempt) return
    this.attempt = undefined
    if (outcome.kind === 'registered') this.succeed(outcome.expiresSeconds)
    else this.fail(outcome)
  }

  private async tryOnce(signal: AbortSignal): Promise<RegisterOutcome> {
    const { identity, silent, options } = this
    const { answerTimeoutMs: timeoutMs } = options.timers
    try {
      const flow = this.flow ?? this.adopt(await connectFlow({ ...options, silent, signal }))
      return await register({ ...options, flow, identity, timeoutMs })
    } catch (error) {
      options.log.info('the PBX cannot be reached', { error: String(error) })
      return connectFailure(error)
    }
  }

  private adopt(flow: Flow): Flow {
    this.openFlow = flow
    flow.onClosed((error) => {
      if (this.openFlow !== flow) return
      this.openFlow = undefined
      if (!error || this.current.kind === 'unregistered') return
      this.cancelAttempt()
      this.noteSilence(flow)
      this.fail({ kind: 'retrying', reason: 'connection-lost' })
    })
    return flow
  }

  private succeed(expiresSeconds: number): void {
    const { flow } = this
    if (!flow) {
      this.fail({ kind: 'retrying', reason: 'connection-lost' })
      return
    }
    if (this.current.kind !== 'registered') this.registeredAt = Date.now()
    this.pause.forgetRefusals()
    this.silent = []
    this.timer = setTimeout(() => this.refresh(), refreshDelayMs(expiresSeconds, Math.random()))
    this.setState({
      kind: 'registered',
      expiresAt: Date.now() + expiresSeconds * 1_000,
      through: flow.description
    })
  }

  private fail(failure: Failure): void {
    const { timers, flowInUse } = this.options
    const unanswered = failure.kind === 'retrying' && failure.statusCode === undefined
    if (unanswered && !flowInUse()) {
      if (this.openFlow) this.noteSilence(this.openFlow)
      this.dropFlow()
    }
    const lastedMs = this.current.kind === 'registered' ? Date.now() - this.registeredAt : 0
    if (lastedMs >= timers.stableMs) this.pause.forgetFailures()

    const { retryAfterSeconds: _, ...state } = failure
    const delayMs = this.pause.after(failure)
    this.timer = setTimeout(() => this.begin(), delayMs)
    this.setState({ ...state, nextAttemptAt: Date.now() + delayMs })
  }

  /** RFC 3263 §4.3: the next attempt goes to another of the PBX's addresses, if it has one. */
  private noteSilence({ remote }: Flow): void {
    this.silent = [...this.silent, remote].slice(-mostNoted)
  }

  private dropFlow(): void {
    const flow = this.openFlow
    this.openFlow = undefined
    flow?.close()
  }

  private cancelAttempt(): void {
    clearTimeout(this.timer)
    this.attempt?.abort()
    this.attempt = undefined
  }

  private setState(state: RegistrationState): void {
    this.current = state
    this.listeners.tell(state)
  }
}

import type { Account } from '@contract/settings/customer'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { ReasonedError } from '@contract/errors/reasoned-error'
import type { Credentials } from '../digest/credentials'
import { Flow, newRequestIdentity } from '../flow/flow'
import type { TransportAddress } from '../message/via'
import type { SipLog } from '../ports'
import type { SipTimers } from '../sip-timers'
import { Listeners } from '../listeners'
import { resolveTarget, targetOf } from '../transport/target-resolution'
import { backoffMs, longestPauseMs, refusedPauseMs } from './backoff'
import { register, unregister } from './register'
import { refreshDelayMs, type RegisterOutcome } from './register-outcome'

export interface RegistrationOptions {
  readonly account: Account
  readonly credentials: Credentials
  readonly timers: SipTimers
  readonly log: SipLog
  /** true while a call needs the flow: it is then not replaced because a REGISTER went unanswered */
  readonly flowInUse: () => boolean
}

type Failure = Exclude<RegisterOutcome, { kind: 'registered' }>

/**
 * Keeps the account's AOR bound to one flow (RFC 3261 §10). The states and their diagram are in the contract; this is
 * the policy: one attempt at a time, one timer, back-off with chance in it, and a flow is opened for an attempt only.
 */
export class Registration {
  private current: RegistrationState = { kind: 'unregistered' }
  private readonly listeners: Listeners<RegistrationState>
  private readonly identity = newRequestIdentity()
  private openFlow: Flow | undefined
  private timer: NodeJS.Timeout | undefined
  /** the attempt under way; aborting it makes its result count for nothing */
  private attempt: AbortController | undefined
  private failures = 0
  private refusals = 0
  private registeredAt = 0
  /** which of the PBX's addresses is next */
  private rotation = 0

  constructor(private readonly options: RegistrationOptions) {
    this.listeners = new Listeners(options.log)
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
    if (this.current.kind === 'unregistered' || this.current.kind === 'registering') return
    this.failures = 0
    if (this.current.kind === 'registered' && this.options.flowInUse()) {
      this.refresh()
      return
    }
    if (!this.options.flowInUse()) this.dropFlow()
    this.begin()
  }

  async stop(timeoutMs: number): Promise<void> {
    const { flow } = this
    // A REGISTER that is still under way may yet bind us.
    const wasBound = this.current.kind === 'registered' || this.current.kind === 'registering'
    this.cancelAttempt()
    this.setState({ kind: 'unregistered' })
    if (flow && wasBound)
      await unregister({ ...this.options, flow, identity: this.identity, timeoutMs })
    this.dropFlow()
  }

  private begin(): void {
    this.cancelAttempt()
    this.setState({ kind: 'registering' })
    void this.run()
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
    const { account, credentials, timers, log } = this.options
    try {
      const flow = this.flow ?? (await this.connect(signal))
      return await register({
        flow,
        account,
        credentials,
        identity: this.identity,
        timeoutMs: timers.answerTimeoutMs
      })
    } catch (error) {
      const unknown = error instanceof ReasonedError && error.reason === 'unknown-host'
      log.info('the PBX cannot be reached', { error: String(error) })
      return { kind: 'retrying', reason: unknown ? 'unknown-host' : 'unreachable' }
    }
  }

  private async connect(signal: AbortSignal): Promise<Flow> {
    const { account, timers, log } = this.options
    const addresses = await resolveTarget(targetOf(account))
    let failed: unknown = new Error('the name has no address')
    for (const pbx of rotated(addresses, this.rotation)) {
      signal.throwIfAborted()
      try {
        const flow = await Flow.open({ account, pbx, timers, log, signal })
        if (!signal.aborted) return this.adopt(flow)
        // The attempt was given up while the connection was being made.
        flow.close()
      } catch (error) {
        failed = error
      }
    }
    throw failed
  }

  private adopt(flow: Flow): Flow {
    this.openFlow = flow
    flow.onClosed((error) => {
      if (this.openFlow !== flow) return
      this.openFlow = undefined
      if (error && this.current.kind !== 'unregistered') {
        this.cancelAttempt()
        this.fail({ kind: 'retrying', reason: 'connection-lost' })
      }
    })
    return flow
  }

  private succeed(expiresSeconds: number): void {
    const flow = this.flow
    if (!flow) {
      this.fail({ kind: 'retrying', reason: 'connection-lost' })
      return
    }
    if (this.current.kind !== 'registered') this.registeredAt = Date.now()
    this.refusals = 0
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
      this.rotation += 1
      this.dropFlow()
    }
    // A PBX that accepts and drops us at once is as good as down: only a registration that lasted resets the count.
    const wasStable =
      this.current.kind === 'registered' && Date.now() - this.registeredAt >= timers.stableMs
    this.failures = wasStable ? 1 : this.failures + 1
    if (failure.kind === 'refused') this.refusals += 1

    const { retryAfterSeconds = 0, ...rest } = failure
    const asked = Math.min(retryAfterSeconds * 1_000, longestPauseMs)
    const delayMs = Math.max(this.pauseMs(failure), asked)
    this.timer = setTimeout(() => this.begin(), delayMs)
    this.setState({ ...rest, nextAttemptAt: Date.now() + delayMs })
  }

  private pauseMs(failure: Failure): number {
    const { refusedPauseMs: pauseMs, backoffMinMs, backoffMaxMs } = this.options.timers
    return failure.kind === 'refused'
      ? refusedPauseMs(pauseMs, this.refusals, Math.random())
      : backoffMs({ minMs: backoffMinMs, maxMs: backoffMaxMs }, this.failures, Math.random())
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

function rotated(addresses: readonly TransportAddress[], by: number): readonly TransportAddress[] {
  const first = addresses.length === 0 ? 0 : by % addresses.length
  return [...addresses.slice(first), ...addresses.slice(0, first)]
}

import type { Account } from '@contract/settings/customer'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import { newRequestIdentity } from '../flow/request-identity'
import { Listeners } from '../listeners'
import type { SipLog, SipWire } from '../ports'
import { registrationRefreshMs } from '../refresh-delay'
import { RetryPause } from '../retry-pause'
import type { SipTimers } from '../sip-timers'
import type { NameService } from '../transport/name-service'
import { systemRouteSource, type RouteSource } from '../transport/route-source'
import { connectFailure, connectFlow } from './connect'
import { register, unregister } from './register'
import { goesElsewhere, type RegisterOutcome } from './register-outcome'
import { RegistrarWatch } from './registrar-watch'
import { TargetHealth } from './target-health'

export interface RegistrationOptions {
  readonly account: Account
  readonly credentials: Credentials
  readonly timers: SipTimers
  readonly log: SipLog
  readonly names: NameService
  readonly wire?: SipWire | undefined
  readonly routeSource?: RouteSource | undefined
  /** true while a call is on the flow: it stays open when another takes its place */
  readonly flowInUse: (flow: Flow) => boolean
}

type Failure = Exclude<RegisterOutcome, { kind: 'registered' }>
type Retrying = Extract<RegisterOutcome, { kind: 'retrying' }>

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
  /** flows that were replaced while a call was on them */
  private readonly replaced = new Set<Flow>()
  /** for the next attempt or refresh */
  private timer: NodeJS.Timeout | undefined
  /** the attempt under way; aborting it makes its result count for nothing */
  private attempt: AbortController | undefined
  private registeredAt = 0
  private readonly health = new TargetHealth()
  private readonly watch: RegistrarWatch

  constructor(private readonly options: RegistrationOptions) {
    this.listeners = new Listeners(options.log)
    this.pause = new RetryPause(options.timers)
    this.watch = new RegistrarWatch({ ...options, onSilence: () => this.refresh() })
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

  /** Does not wait for the next attempt, which gets a new flow. */
  retryNow(): void {
    if (this.current.kind !== 'registering') this.replaceFlow()
  }

  /**
   * Begins anew with another flow: after sleep or a change of networks the socket of this one may be dead. It is closed
   * at once, or when no call is on it any more.
   */
  replaceFlow(): void {
    if (this.current.kind === 'unregistered') return
    this.pause.forgetFailures()
    this.health.forget()
    this.leaveFlow()
    this.begin()
  }

  /** Addresses or routes of this computer changed: perhaps the way to the PBX begins elsewhere now. */
  async followRoute(): Promise<void> {
    const { flow, options } = this
    if (flow) {
      const routeSource = options.routeSource ?? systemRouteSource
      const source = await routeSource(flow.remote).catch(() => undefined)
      if (this.flow !== flow) return
      if (source !== flow.local.host) {
        const { host } = flow.local
        options.log.info('the way to the PBX is another one', { from: host, now: source ?? 'none' })
        this.replaceFlow()
        return
      }
    }
    // What was tried without a way may have one now; what is under way may hang on the old one.
    const { kind } = this.current
    if (kind === 'retrying' || (kind === 'registering' && !flow)) this.replaceFlow()
  }

  /** The credentials are others now: asks the PBX about them, on the flow that there is. */
  registerAgain(): void {
    const { kind } = this.current
    if (kind === 'unregistered') return
    this.pause.forgetRefusals()
    if (kind === 'registered') this.refresh()
    else this.begin()
  }

  /** Closes the flows that calls have left; also done now and then without being asked. */
  closeUnused(): void {
    for (const flow of this.replaced) {
      if (!this.options.flowInUse(flow)) flow.close()
    }
  }

  async stop(timeoutMs: number): Promise<void> {
    const { flow, current } = this
    this.cancelAttempt()
    this.setState({ kind: 'unregistered' })
    // A REGISTER that is still under way may yet bind us.
    const mayBeBound = current.kind === 'registered' || current.kind === 'registering'
    if (flow && mayBeBound)
      await unregister({ ...this.options, flow, identity: this.identity, timeoutMs })
    this.openFlow = undefined
    for (const one of [flow, ...this.replaced]) one?.close()
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
    const { identity, health, options } = this
    const { answerTimeoutMs: timeoutMs } = options.timers
    try {
      const flow =
        this.flow ?? this.adopt(await connectFlow({ ...options, health, signal }), signal)
      return await register({ ...options, flow, identity, timeoutMs })
    } catch (error) {
      options.log.info('the PBX cannot be reached', { error: String(error) })
      return connectFailure(error)
    }
  }

  private adopt(flow: Flow, signal: AbortSignal): Flow {
    if (signal.aborted) flow.close()
    signal.throwIfAborted()
    this.openFlow = flow
    flow.onClosed((error) => {
      this.replaced.delete(flow)
      if (this.openFlow !== flow) return
      this.openFlow = undefined
      if (!error || this.current.kind === 'unregistered') return
      this.cancelAttempt()
      this.health.note(flow.remote)
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
    this.health.forget()
    this.timer = setTimeout(
      () => {
        this.closeUnused()
        this.refresh()
      },
      registrationRefreshMs(expiresSeconds, Math.random())
    )
    this.watch.start(flow)
    this.setState({
      kind: 'registered',
      expiresAt: Date.now() + expiresSeconds * 1_000,
      through: flow.description
    })
  }

  private fail(failure: Failure): void {
    const { retryAfterSeconds, ...state } = failure
    const lastedMs = this.current.kind === 'registered' ? Date.now() - this.registeredAt : 0
    if (lastedMs >= this.options.timers.stableMs) this.pause.forgetFailures()

    const pauseSeconds = goesElsewhere(failure) ? this.goElsewhere(failure) : retryAfterSeconds
    const delayMs = this.pause.after({ ...failure, retryAfterSeconds: pauseSeconds })
    this.timer = setTimeout(() => this.begin(), delayMs)
    this.setState({ ...state, nextAttemptAt: Date.now() + delayMs })
  }

  /**
   * RFC 3263 §4.3: the next attempt goes to another of the PBX's addresses, if it has one.
   *
   * @returns seconds until one of them may be asked
   */
  private goElsewhere({ statusCode, retryAfterSeconds }: Retrying): number | undefined {
    const { flow, health } = this
    if (!flow) return retryAfterSeconds
    health.note(flow.remote, retryAfterSeconds)
    const hasOther = health.hasOther(flow.addresses)
    // An answer says that the flow is good; silence does not.
    if (hasOther || statusCode === undefined) this.leaveFlow()
    return hasOther ? undefined : health.pauseSeconds(flow.addresses)
  }

  private leaveFlow(): void {
    const flow = this.openFlow
    this.openFlow = undefined
    if (!flow) return
    if (this.options.flowInUse(flow)) this.replaced.add(flow)
    else flow.close()
  }

  private cancelAttempt(): void {
    clearTimeout(this.timer)
    this.attempt?.abort()
    this.attempt = undefined
  }

  private setState(state: RegistrationState): void {
    if (state.kind !== 'registered') this.watch.stop()
    this.current = state
    this.listeners.tell(state)
  }
}

import type { Account } from '@contract/settings/customer'
import { ReasonedError } from '@contract/errors/reasoned-error'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { AccountCalls } from './call/account-calls'
import { Credentials } from './digest/credentials'
import { accountUri, uriInDomain } from './flow/account-uri'
import { repairSipjs, setTransactionTimers } from './flow/sipjs-repairs'
import { Listeners } from './listeners'
import type {
  CallMedia,
  DialogSubscription,
  DialogSubscriptionEvent,
  IncomingCall,
  SipCall,
  SipLog,
  SipWire
} from './ports'
import { Registration } from './registration/registration'
import { defaultTimers, type SipTimers } from './sip-timers'
import { MonitoredDialog } from './subscription/monitored-dialog'
import { Pace, type Burst } from './subscription/pace'
import type { SubscribedBody } from './subscription/subscribe'
import { systemNames, type NameService } from './transport/name-service'
import type { RouteSource } from './transport/route-source'

export interface SipAccountOptions {
  readonly account: Account
  readonly password: string | undefined
  readonly log: SipLog
  /** who traces, if anybody */
  readonly wire?: SipWire | undefined
  /** shorter waits, for tests */
  readonly timers?: Partial<SipTimers>
  /** the system's DNS where it is left out */
  readonly names?: NameService
  /** the system's routing where it is left out */
  readonly routeSource?: RouteSource
}

/** The manager's account on one PBX: its registration, its calls and what it subscribes to. */
export class SipAccount {
  private readonly timers: SipTimers
  private readonly credentials: Credentials
  private readonly registrar: Registration
  private readonly calls: AccountCalls
  private readonly monitored = new Set<MonitoredDialog>()
  private readonly subscribingListeners: Listeners<Burst | null>
  private readonly pace: Pace
  private wasRegistered = false
  private lastLocalAddress = '127.0.0.1'

  constructor(private readonly options: SipAccountOptions) {
    const { account, password, log } = options
    this.timers = { ...defaultTimers, ...options.timers }
    repairSipjs()
    setTransactionTimers(this.timers)
    this.credentials = new Credentials(account.authUser ?? account.user, password)
    this.calls = new AccountCalls({
      credentials: this.credentials,
      timers: this.timers,
      log,
      domain: account.domain,
      aor: accountUri(account),
      uriOf: (dialled) => uriInDomain(dialable(dialled), account),
      onLeft: () => this.registrar.closeUnused()
    })
    this.subscribingListeners = new Listeners(log)
    this.pace = new Pace(this.timers.subscribePaceMs, (burst) => {
      this.subscribingListeners.tell(burst)
    })
    this.registrar = new Registration({
      account,
      credentials: this.credentials,
      timers: this.timers,
      log,
      names: options.names ?? systemNames(),
      wire: options.wire,
      routeSource: options.routeSource,
      flowInUse: (flow) => this.calls.areOn(flow)
    })
    this.registrar.onState((state) => this.followRegistration(state))
  }

  get registration(): RegistrationState {
    return this.registrar.state
  }

  /** @returns a function that removes the listener */
  onRegistration(listener: (state: RegistrationState) => void): () => void {
    return this.registrar.onState(listener)
  }

  /** How many SUBSCRIBEs have left while they leave one after the other; null when all have. */
  onSubscribing(listener: (burst: Burst | null) => void): () => void {
    return this.subscribingListeners.add(listener)
  }

  /** Never throws: the outcome comes through `onRegistration`. */
  start(): void {
    this.registrar.start()
  }

  /** Does not wait for the next attempt: the user asked. */
  retryNow(): void {
    this.registrar.retryNow()
  }

  /**
   * This computer has other addresses or routes. Where the way to the PBX is another one now, everything begins anew on
   * another flow: the registration, then the subscriptions, and calls move to it.
   */
  networkChanged(): void {
    void this.registrar.followRoute()
  }

  /** The computer slept: whatever stood between it and the PBX has forgotten it. */
  resumed(): void {
    this.registrar.replaceFlow()
  }

  /** Registers anew with it; calls go on. The user name of an account does not change: that is another account. */
  changePassword(password: string | undefined): void {
    this.credentials.changePassword(password)
    this.registrar.registerAgain()
  }

  /** Hangs up, unregisters (waiting for an answer, but not for long) and closes the sockets. */
  async stop(): Promise<void> {
    const { stopTimeoutMs } = this.timers
    const hungUp = this.calls.hangUpAll()
    // Without `Expires: 0` (RFC 6665 §4.1.2.3): two thousand of them are a flood. Our address goes with the
    // registration, and a PBX whose next NOTIFY is not taken ends the subscription (§4.2.2).
    for (const subscription of this.monitored) subscription.suspend()
    this.pace.clear()
    await withinMs(stopTimeoutMs, hungUp)
    await this.registrar.stop(stopTimeoutMs)
  }

  /** The local address of the route to the PBX, for SDP. The last one known while there is no connection. */
  localAddress(): string {
    return this.registrar.flow?.local.host ?? this.lastLocalAddress
  }

  /**
   * @param dialled - as the user would dial it, e.g. `*90744` or `#12`; escaped for the Request-URI here
   * @throws ReasonedError sip: not-dialable, for what can be no user part of a URI: white space, control
   *   characters or a colon
   */
  invite(dialled: string, media: CallMedia): SipCall {
    const uri = uriInDomain(dialable(dialled), this.options.account)
    return this.calls.invite(this.registrar.flow, uri, dialled, media)
  }

  /**
   * Somebody calls. Without a listener, or when none of them keeps the call, the caller hears busy (486).
   *
   * @returns a function that removes the listener
   */
  onIncomingCall(listener: (call: IncomingCall) => void): () => void {
    return this.calls.onIncoming(listener)
  }

  /** Subscribes to an extension's dialogs, as often as it takes, until it is ended. */
  subscribeDialog(
    extension: string,
    listener: (event: DialogSubscriptionEvent) => void
  ): DialogSubscription {
    return this.subscribe(dialable(extension), 'dialog-info', listener)
  }

  /** Subscribes to the dialogs of all extensions of a list (RFC 4662). @param user - its user part on the PBX */
  subscribeDialogList(
    user: string,
    listener: (event: DialogSubscriptionEvent) => void
  ): DialogSubscription {
    return this.subscribe(user, 'resource-list', listener)
  }

  private subscribe(
    user: string,
    body: SubscribedBody,
    listener: (event: DialogSubscriptionEvent) => void
  ): DialogSubscription {
    const { account, log } = this.options
    const subscription = new MonitoredDialog({
      uri: uriInDomain(user, account),
      body,
      credentials: this.credentials,
      timers: this.timers,
      pace: this.pace,
      log,
      listener,
      onEnded: () => this.monitored.delete(subscription)
    })
    this.monitored.add(subscription)
    const { flow } = this.registrar
    if (this.registrar.state.kind === 'registered' && flow) subscription.resume(flow)
    return subscription
  }

  private followRegistration(state: RegistrationState): void {
    const { flow } = this.registrar
    if (flow) this.lastLocalAddress = flow.local.host
    const isRegistered = state.kind === 'registered' && flow !== undefined
    if (isRegistered) this.calls.use(flow)
    if (isRegistered === this.wasRegistered) return
    this.wasRegistered = isRegistered
    if (!isRegistered) this.pace.clear()
    for (const subscription of this.monitored) {
      if (isRegistered) subscription.resume(flow)
      else subscription.suspend()
    }
  }
}

function dialable(text: string): string {
  // sip.js writes a colon as it is, and what follows it would be a password (RFC 3261 §19.1.1).
  if (text === '' || /[\s\p{Cc}:]/u.test(text)) throw new ReasonedError('sip', 'not-dialable')
  return text
}

/** Waits for something that may never come, but not for long. */
async function withinMs(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work, deadline])
  clearTimeout(timer)
}

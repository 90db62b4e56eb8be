import { isDeepStrictEqual } from 'node:util'
import type { MonitoredExtension, Subscribing } from '@contract/ipc/snapshot'
import type { AccountSecrets } from '@contract/settings/account-secrets'
import type { Customer } from '@contract/settings/customer'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { CallAccount } from '../media/media-host'
import { ExtensionMonitor } from '../monitoring/extension-monitor'
import { ownLeg } from '../monitoring/own-leg'
import type { MonitorListener } from '../monitoring/ports'
import type { SipWire } from '../sip/ports'
import { SipAccount } from '../sip/sip-account'
import type { SupervisionProfile } from '../supervision/ports'
import { scoped, type Log } from './log'
import { SubscribingView } from './subscribing-view'
import { codesFor, supervisionProfiles } from './supervision-profiles'

/** A customer, and the secrets of its account as far as they are known. */
export interface CustomerWithSecrets {
  readonly customer: Customer
  /** one is undefined when the keychain had nothing, or there is none and the app was started anew */
  readonly secrets: AccountSecrets
}

export interface SessionListener {
  registrationChanged(state: RegistrationState): void
  subscribing(progress: Subscribing | null): void
  rows: MonitorListener
}

export interface SessionPorts {
  /** the extension of this customer that is supervised now, if any */
  supervised(): string | null
  /** who traces what goes to and comes from its PBX */
  wire: SipWire
  log: Log
}

/** The connection to one customer's PBX: its account, and who is monitored there. It lasts as long as the account. */
export class CustomerSession {
  readonly account: SipAccount
  private readonly monitor: ExtensionMonitor
  private readonly progress: SubscribingView
  private profiles: ReadonlyMap<string, SupervisionProfile>
  private stopped = false

  constructor(
    private current: CustomerWithSecrets,
    private readonly listener: SessionListener,
    ports: SessionPorts
  ) {
    const {
      customer,
      secrets: { password }
    } = current
    const log = scoped(ports.log, 'sip')
    this.profiles = supervisionProfiles(customer)
    this.account = new SipAccount({ account: customer.account, password, log, wire: ports.wire })
    this.progress = new SubscribingView((view) => {
      if (!this.stopped) listener.subscribing(view)
    }, Date.now)
    this.monitor = new ExtensionMonitor(
      {
        subscribe: (extension, tell) => this.account.subscribeDialog(extension, tell),
        subscribeList: (user, tell) => this.account.subscribeDialogList(user, tell),
        isOwnLeg: (extension) =>
          ownLeg({
            codes: this.profileOf(extension)?.codes ?? codesFor(this.customer, undefined),
            extension,
            managerUser: this.customer.account.user,
            supervising: ports.supervised() === extension
          }),
        now: Date.now,
        log: scoped(ports.log, 'monitoring')
      },
      listener.rows
    )
  }

  get customer(): Customer {
    return this.current.customer
  }

  get hasPassword(): boolean {
    return this.current.secrets.password !== undefined
  }

  /** What the media of a call has to know. */
  get callAccount(): CallAccount {
    const { customer, secrets } = this.current
    return { ...customer.account, turnPassword: secrets.turnPassword }
  }

  get registration(): RegistrationState {
    return this.account.registration
  }

  get rows(): MonitoredExtension[] {
    return this.monitor.rows()
  }

  get subscribing(): Subscribing | null {
    return this.progress.view
  }

  start(): void {
    this.account.onRegistration((state) => {
      if (!this.stopped) this.listener.registrationChanged(state)
    })
    this.account.onSubscribing((burst) => {
      this.progress.update(burst)
    })
    this.account.start()
    this.watch()
  }

  /** False when the account is another one: that takes a new session. */
  canServe({ customer }: CustomerWithSecrets): boolean {
    return isDeepStrictEqual(this.customer.account, customer.account)
  }

  /** Other names, rules or hunt groups: the registration stays. Another password: a call goes on. */
  update(next: CustomerWithSecrets): void {
    const { huntGroups, resourceList } = this.customer
    const changed =
      resourceList !== next.customer.resourceList ||
      !isDeepStrictEqual(huntGroups, next.customer.huntGroups)
    const { password } = next.secrets
    const passwordChanged = this.current.secrets.password !== password
    this.current = next
    this.profiles = supervisionProfiles(next.customer)
    if (passwordChanged) this.account.changePassword(password)
    if (changed) this.watch()
  }

  /** What the supervisor has to know of an extension; undefined when it is not monitored here. */
  profileOf(extension: string): SupervisionProfile | undefined {
    return this.profiles.get(extension)
  }

  /** Tells nothing any more. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.account.stop()
  }

  private watch(): void {
    this.monitor.watch(this.customer.huntGroups, this.customer.resourceList)
  }
}

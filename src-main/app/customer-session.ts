import { isDeepStrictEqual } from 'node:util'
import type { Customer } from '@contract/settings/customer'
import { codesOf, type SupervisionCodes } from '@contract/settings/dialing-rule'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { ExtensionMonitor, type MonitorListener } from '../monitoring/extension-monitor'
import { ownLeg } from '../monitoring/own-leg'
import { SipAccount } from '../sip/sip-account'
import type { SupervisionProfile } from '../supervision/ports'
import { scoped, type Log } from './log'

interface Connected {
  customer: Customer
  readonly password: string | undefined
  readonly account: SipAccount
  readonly monitor: ExtensionMonitor
}

export interface SessionPorts {
  registrationChanged(state: RegistrationState): void
  rows: MonitorListener
  /** the extension that is supervised now, if any */
  supervised(): string | null
  log: Log
}

/** The connection to the active customer's PBX: its account, and who is monitored there. */
export class CustomerSession {
  private connected: Connected | null = null
  /** what to connect to when the running supervision is over */
  private waiting: { customer: Customer | null; password: string | undefined } | null = null

  constructor(private readonly ports: SessionPorts) {}

  get account(): SipAccount | null {
    return this.connected?.account ?? null
  }

  get customer(): Customer | null {
    return this.connected?.customer ?? null
  }

  /** False when the keychain had nothing, or there is none and the app was started anew. */
  get hasPassword(): boolean {
    return this.connected?.password !== undefined
  }

  /**
   * Makes this customer the one that is connected. A change of names or hunt groups keeps the registration; a change
   * of the account waits for the end of a running supervision, which is never cut for it.
   */
  use(customer: Customer | null, password: string | undefined): void {
    const { connected } = this
    if (customer && connected && this.sameAccount(connected, customer, password)) {
      this.waiting = null
      connected.customer = customer
      connected.monitor.watch(customer.huntGroups)
      return
    }
    if (connected && this.ports.supervised() !== null) {
      this.waiting = { customer, password }
      return
    }
    void this.disconnect()
    if (customer) this.connect(customer, password)
  }

  supervisionEnded(): void {
    const { waiting } = this
    this.waiting = null
    if (waiting) this.use(waiting.customer, waiting.password)
  }

  profileOf(extension: string): SupervisionProfile | undefined {
    const customer = this.connected?.customer
    for (const group of customer?.huntGroups ?? []) {
      const member = group.members.find((each) => each.extension === extension)
      if (!customer || !member) continue
      return {
        target: { extension, name: member.name },
        codes: codesFor(customer, group.dialingRule),
        dtmfMethod: customer.account.dtmfMethod,
        callSupervision: customer.callSupervision
      }
    }
    return undefined
  }

  async disconnect(): Promise<void> {
    const { connected } = this
    if (!connected) return
    this.connected = null
    connected.monitor.stop()
    this.ports.registrationChanged({ kind: 'unregistered' })
    await connected.account.stop()
  }

  private connect(customer: Customer, password: string | undefined): void {
    const log = scoped(this.ports.log, 'sip')
    const account = new SipAccount({ account: customer.account, password, log })
    const monitor = new ExtensionMonitor(
      {
        subscribe: (extension, listener) => account.subscribeDialog(extension, listener),
        isOwnLeg: (extension) =>
          ownLeg({
            codes: this.profileOf(extension)?.codes ?? codesFor(customer, undefined),
            extension,
            managerUser: customer.account.user,
            supervising: this.ports.supervised() === extension
          }),
        now: Date.now,
        log: scoped(this.ports.log, 'monitoring')
      },
      this.ports.rows
    )
    const connected: Connected = { customer, password, account, monitor }
    this.connected = connected
    account.onRegistration((state) => {
      if (this.connected === connected) this.ports.registrationChanged(state)
    })
    account.start()
    monitor.watch(customer.huntGroups)
  }

  private sameAccount(
    connected: Connected,
    customer: Customer,
    password: string | undefined
  ): boolean {
    return (
      connected.customer.id === customer.id &&
      connected.password === password &&
      isDeepStrictEqual(connected.customer.account, customer.account)
    )
  }
}

function codesFor(customer: Customer, ruleName: string | undefined): SupervisionCodes {
  const [first, ...others] = customer.dialingRules
  const named = others.find(({ name }) => name === ruleName)
  return codesOf(named ?? first ?? { kind: 'default', name: 'Default' })
}

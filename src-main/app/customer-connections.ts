import type { MonitoredExtension, Subscribing } from '@contract/ipc/snapshot'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { rowsWithoutLamps } from '../monitoring/monitored-row'
import type { MonitorListener } from '../monitoring/ports'
import type { SipWire } from '../sip/ports'
import type { SipAccount } from '../sip/sip-account'
import { CustomerSession, type CustomerWithSecrets } from './customer-session'
import type { Log } from './log'

/** What is told of the shown customer alone, and of all. */
export interface ConnectionsListener {
  registrationChanged(state: RegistrationState): void
  subscribing(progress: Subscribing | null): void
  rows: MonitorListener
  /** the registration of any customer changed, also of one that is not shown */
  anyRegistrationChanged(session: CustomerSession): void
}

/** Rows of a customer, also of one that is not shown: all of them, or those that changed. */
export type RowsListener = (customerId: string, rows: readonly MonitoredExtension[]) => void

export interface ConnectionsPorts {
  /** a call goes through this customer's account: its connection must not be cut now */
  inCall(customerId: string): boolean
  /** the extension of this customer that is supervised now, if any */
  supervised(customerId: string): string | null
  /** who traces what goes to and comes from a customer's PBX */
  wireOf(customerName: string): SipWire
  log: Log
}

/** A customer's account, for those who handle its calls. */
export interface ConnectedAccount {
  readonly customerId: string
  readonly account: SipAccount
}

/**
 * Every customer that stays connected has a session of its own, all the time. One of them is shown; showing another one
 * changes nothing but what is told.
 */
export class CustomerConnections {
  private readonly sessions = new Map<string, CustomerSession>()
  private wanted: readonly CustomerWithSecrets[] = []
  private shownCustomerId: string | null = null
  private readonly accountListeners = new Map<
    (connected: ConnectedAccount) => () => void,
    Map<string, () => void>
  >()
  private readonly rowListeners = new Set<RowsListener>()
  private readonly endings = new Set<Promise<void>>()
  private stopped = false

  constructor(
    private readonly listener: ConnectionsListener,
    private readonly ports: ConnectionsPorts
  ) {}

  get shownId(): string | null {
    return this.shownCustomerId
  }

  /** null when nobody is shown, or the one who is shown is not connected */
  get shown(): CustomerSession | null {
    return this.sessionOf(this.shownCustomerId)
  }

  sessionOf(customerId: string | null): CustomerSession | null {
    return customerId === null ? null : (this.sessions.get(customerId) ?? null)
  }

  accountOf(customerId: string | null): SipAccount | null {
    return this.sessionOf(customerId)?.account ?? null
  }

  /** undefined when it is not monitored, or its PBX is not connected */
  rowOf(customerId: string, extension: string): MonitoredExtension | undefined {
    return this.sessionOf(customerId)?.rows.find((row) => row.extension === extension)
  }

  onRows(listener: RowsListener): void {
    this.rowListeners.add(listener)
  }

  registrationOf(customerId: string): RegistrationState {
    return this.sessionOf(customerId)?.registration ?? { kind: 'unregistered' }
  }

  /**
   * Every account, those that are connected and those that will be: the place to listen for incoming calls.
   *
   * @param listener - returns what is to be done when the account is left
   * @returns a function that removes the listener
   */
  onAccount(listener: (connected: ConnectedAccount) => () => void): () => void {
    const cleanups = new Map<string, () => void>()
    this.accountListeners.set(listener, cleanups)
    for (const [customerId, { account }] of this.sessions) {
      cleanups.set(customerId, listener({ customerId, account }))
    }
    return () => {
      this.accountListeners.delete(listener)
      for (const cleanUp of cleanups.values()) cleanUp()
    }
  }

  /**
   * @param customers - all there are; those that do not stay connected have no session
   * @param shownId - whose rows and registration are told
   */
  use(customers: readonly CustomerWithSecrets[], shownId: string | null): void {
    if (this.stopped) return
    const before = { id: this.shownCustomerId, session: this.shown }
    this.wanted = customers
    this.shownCustomerId = shownId
    for (const [id, session] of this.sessions) this.keepOrLeave(id, session)
    for (const each of customers) {
      if (each.customer.connected && !this.sessions.has(each.customer.id)) this.connect(each)
    }
    if (before.id !== shownId || before.session !== this.shown || !this.shown) this.tellShown()
  }

  /** A call is over: what waited for its end is done now. */
  callEnded(): void {
    this.use(this.wanted, this.shownCustomerId)
  }

  /** Unregisters everywhere, for good; also waits for those that were left before. */
  async stop(): Promise<void> {
    this.stopped = true
    for (const [id, session] of this.sessions) this.leave(id, session)
    await Promise.all(this.endings)
  }

  private keepOrLeave(id: string, session: CustomerSession): void {
    const next = this.wanted.find(({ customer }) => customer.id === id && customer.connected)
    if (next && session.canServe(next)) session.update(next)
    else if (!this.ports.inCall(id)) this.leave(id, session)
  }

  private connect(wanted: CustomerWithSecrets): void {
    const { id } = wanted.customer
    const ifShown = (tell: () => void) => {
      if (this.shownCustomerId === id && this.sessions.get(id) === session) tell()
    }
    const session: CustomerSession = new CustomerSession(
      wanted,
      {
        registrationChanged: (state) => {
          ifShown(() => {
            this.listener.registrationChanged(state)
          })
          this.listener.anyRegistrationChanged(session)
        },
        subscribing: (progress) => {
          ifShown(() => {
            this.listener.subscribing(progress)
          })
        },
        rows: {
          all: (rows) => {
            ifShown(() => {
              this.listener.rows.all(rows)
            })
            this.tellRows(id, rows)
          },
          changed: (rows) => {
            ifShown(() => {
              this.listener.rows.changed(rows)
            })
            this.tellRows(id, rows)
          }
        }
      },
      {
        supervised: () => this.ports.supervised(id),
        wire: this.ports.wireOf(wanted.customer.name),
        log: this.ports.log
      }
    )
    this.sessions.set(id, session)
    for (const [listener, cleanups] of this.accountListeners) {
      cleanups.set(id, listener({ customerId: id, account: session.account }))
    }
    session.start()
  }

  private leave(id: string, session: CustomerSession): void {
    this.sessions.delete(id)
    for (const cleanups of this.accountListeners.values()) {
      cleanups.get(id)?.()
      cleanups.delete(id)
    }
    const ending = session.stop()
    this.endings.add(ending)
    void ending.finally(() => this.endings.delete(ending))
  }

  private tellRows(customerId: string, rows: readonly MonitoredExtension[]): void {
    for (const listener of this.rowListeners) listener(customerId, rows)
  }

  private tellShown(): void {
    this.listener.rows.all(this.shown?.rows ?? this.rowsOfDisconnected())
    this.listener.registrationChanged(this.shown?.registration ?? { kind: 'unregistered' })
    this.listener.subscribing(this.shown?.subscribing ?? null)
  }

  private rowsOfDisconnected(): MonitoredExtension[] {
    const shown = this.wanted.find(({ customer }) => customer.id === this.shownCustomerId)
    return rowsWithoutLamps(shown?.customer.huntGroups ?? [])
  }
}

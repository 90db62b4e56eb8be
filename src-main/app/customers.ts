import type { CustomerView, SupervisionView } from '@contract/ipc/snapshot'
import type { AccountSecrets } from '@contract/settings/account-secrets'
import type { Customer } from '@contract/settings/customer'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import type { SipWire } from '../sip/ports'
import { CustomerConnections } from './customer-connections'
import type { Log } from './log'
import type { NoticeBoard } from './notice-board'
import { RegistrationNotices } from './registration-notices'
import { SupervisedCustomer } from './supervised-customer'

export interface CustomersPorts {
  readonly publisher: Pick<SnapshotPublisher, 'set' | 'changeRows'>
  readonly notices: NoticeBoard
  /** a call goes through this customer's account: its connection must not be cut now */
  inCall(customerId: string): boolean
  /** who traces what goes to and comes from a customer's PBX */
  wireOf(customerName: string): SipWire
  readonly log: Log
}

type View = Omit<CustomerView, 'registration'>

/** All customers together: who is connected, who is shown, and whose call is supervised. */
export class Customers {
  readonly connections: CustomerConnections
  readonly supervised: SupervisedCustomer = new SupervisedCustomer(() => this.connections)
  private readonly registrationNotices: RegistrationNotices
  private views: readonly View[] = []

  constructor(private readonly ports: CustomersPorts) {
    const { publisher, log } = ports
    this.registrationNotices = new RegistrationNotices(ports.notices)
    this.connections = new CustomerConnections(
      {
        registrationChanged: (state) => {
          publisher.set('registration', state)
        },
        subscribing: (progress) => {
          publisher.set('subscribing', progress)
        },
        rows: {
          all: (rows) => {
            publisher.set('extensions', [...rows])
          },
          changed: (rows) => {
            publisher.changeRows(rows)
          }
        },
        anyRegistrationChanged: ({ customer, registration, hasPassword }) => {
          const isShown = customer.id === this.connections.shownId
          this.registrationNotices.update(customer, registration, { hasPassword, isShown })
          this.publish()
        }
      },
      {
        inCall: (customerId) => ports.inCall(customerId),
        supervised: (customerId) => this.supervised.extensionOf(customerId),
        wireOf: (customerName) => ports.wireOf(customerName),
        log
      }
    )
  }

  /** The customer whose hotkeys count: the one of the running supervision, else the shown one. */
  get inHand(): Customer | null {
    const id = this.supervised.id ?? this.connections.shownId
    return this.views.find((view) => view.id === id) ?? null
  }

  find(id: string): View | undefined {
    return this.views.find((view) => view.id === id)
  }

  /** Whether an extension is in a hunt group of a customer, connected or not. */
  monitors(customerId: string, extension: string): boolean {
    const groups = this.find(customerId)?.huntGroups ?? []
    return groups.some(({ members }) => members.some((member) => member.extension === extension))
  }

  /** What the settings say now. */
  use(
    views: readonly View[],
    secretsOf: (customerId: string) => AccountSecrets,
    shownId: string | null
  ): void {
    for (const { id } of this.views) {
      const next = views.find((view) => view.id === id)
      const isShownNow = id === shownId && id !== this.connections.shownId
      if (!next?.connected || isShownNow) this.registrationNotices.dismiss(id)
    }
    this.views = views
    this.connections.use(
      views.map(({ hasPassword: _1, hasTurnPassword: _2, ...customer }) => ({
        customer,
        secrets: secretsOf(customer.id)
      })),
      shownId
    )
    this.publish()
  }

  /** @returns whether another customer is supervised now, or none any more */
  follow(view: SupervisionView): boolean {
    const before = this.supervised.id
    this.supervised.follow(view)
    return this.supervised.id !== before
  }

  private publish(): void {
    this.ports.publisher.set('customers', {
      list: this.views.map((view) => ({
        ...view,
        registration: this.connections.registrationOf(view.id)
      })),
      activeId: this.connections.shownId,
      supervisedId: this.supervised.lastId
    })
  }
}

import type { SupervisionView } from '@contract/ipc/snapshot'
import type { CustomerConnections } from './customer-connections'
import type { CustomerSession } from './customer-session'

/** A join is with the shown customer, and stays with it when another one is shown. */
export class SupervisedCustomer {
  private session: CustomerSession | null = null
  private extension: string | null = null
  private lastCustomerId: string | null = null

  constructor(private readonly connections: () => CustomerConnections) {}

  get id(): string | null {
    return this.session?.customer.id ?? null
  }

  /** The customer of the running supervision, else of the last one: a lost call is joined again there. */
  get lastId(): string | null {
    return this.lastCustomerId
  }

  /** The customer of the running supervision; before a join the shown one. */
  get current(): CustomerSession | null {
    return this.session ?? this.connections().shown
  }

  extensionOf(customerId: string): string | null {
    return this.id === customerId ? this.extension : null
  }

  follow(view: SupervisionView): void {
    if (view.phase === 'idle') this.session = null
    else this.session ??= this.connections().shown
    this.lastCustomerId = this.id ?? this.lastCustomerId
    this.extension = view.phase === 'idle' ? null : view.target.extension
  }
}

import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { bellAfter, bellSetAt, type BellState, type CallBell } from '@contract/telephony/call-bell'

/** A bell that rings, and for whom. */
export interface RingingBell {
  readonly customerId: string
  readonly extension: string
  readonly name: string
}

export interface CallBellsListener {
  /** other bells wait than before */
  changed(waiting: readonly CallBell[]): void
  rings(bell: RingingBell): void
  /** the call that it rang for is over, or nobody is to be told of it any more */
  silent(bell: Pick<RingingBell, 'customerId' | 'extension'>): void
}

type Seen = Pick<MonitoredExtension, 'extension' | 'name' | 'status' | 'stale'>

/** The bells on extensions, of every customer. Rows cost nothing where their customer has none. */
export class CallBells {
  /** by customer, then by extension */
  private readonly bells = new Map<string, Map<string, BellState>>()

  constructor(private readonly listener: CallBellsListener) {}

  get waiting(): readonly CallBell[] {
    return [...this.bells].flatMap(([customerId, ofCustomer]) =>
      [...ofCustomer].flatMap(([extension, state]) =>
        state === 'rings' || state === 'over'
          ? []
          : [{ customerId, extension, afterThisCall: state === 'waits-for-end' }]
      )
    )
  }

  /** @param seen - what is known of the extension now; undefined while its PBX is not connected */
  set(customerId: string, extension: string, seen: Seen | undefined): void {
    this.forget(customerId, extension)
    const ofCustomer = this.bells.get(customerId) ?? new Map<string, BellState>()
    this.bells.set(customerId, ofCustomer.set(extension, bellSetAt(seen)))
    this.listener.changed(this.waiting)
  }

  unset(customerId: string, extension: string): void {
    this.forget(customerId, extension)
    this.listener.changed(this.waiting)
  }

  /** Rows of a customer that are new or have changed. */
  see(customerId: string, rows: readonly Seen[]): void {
    const ofCustomer = this.bells.get(customerId)
    if (!ofCustomer) return
    for (const row of rows) {
      const state = ofCustomer.get(row.extension)
      if (state !== undefined) this.move(customerId, row, state)
    }
  }

  /** Those of extensions that are not monitored any more are forgotten. */
  keep(isMonitored: (customerId: string, extension: string) => boolean): void {
    const gone = [...this.bells].flatMap(([customerId, ofCustomer]) =>
      [...ofCustomer.keys()]
        .filter((extension) => !isMonitored(customerId, extension))
        .map((extension) => ({ customerId, extension }))
    )
    for (const { customerId, extension } of gone) this.forget(customerId, extension)
    if (gone.length > 0) this.listener.changed(this.waiting)
  }

  private move(customerId: string, row: Seen, state: BellState): void {
    const next = bellAfter(state, row)
    if (next === state) return
    const { extension, name } = row
    if (next === 'over') {
      this.forget(customerId, extension)
      return
    }
    this.bells.get(customerId)?.set(extension, next)
    this.listener.changed(this.waiting)
    if (next === 'rings') this.listener.rings({ customerId, extension, name })
  }

  private forget(customerId: string, extension: string): void {
    const ofCustomer = this.bells.get(customerId)
    const state = ofCustomer?.get(extension)
    if (!ofCustomer || state === undefined) return
    ofCustomer.delete(extension)
    if (ofCustomer.size === 0) this.bells.delete(customerId)
    if (state === 'rings') this.listener.silent({ customerId, extension })
  }
}

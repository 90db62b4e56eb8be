import type { MonitoredExtension, Slices } from '@contract/ipc/snapshot'
import type { Customer } from '@contract/settings/customer'
import type { DialingRule } from '@contract/settings/dialing-rule'
import { Customers } from '../../../src-main/app/customers'
import { NoticeBoard } from '../../../src-main/app/notice-board'
import { demoCustomer, demoPassword } from '../../../src-main/demo-pbx/demo-customer'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { SnapshotPublisher } from '../../../src-main/ipc/snapshot-publisher'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeCallMedia } from '../sip-account-under-test'
import { FakeSupervisionCall } from '../supervision/fake-supervision-call'
import { emptySlices } from './empty-slices'

/** A customer with a PBX of its own. */
export interface Place {
  readonly id: string
  readonly rule?: DialingRule
  readonly password?: string
}

const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined
}

/** A supervised call whose SIP is real; its media is described and never sent. */
class DialledCall extends FakeSupervisionCall {
  private end: () => void = () => undefined

  constructor(
    private readonly account: SipAccount,
    private readonly dialled: (number: string) => void
  ) {
    super()
  }

  override dial(number: string): void {
    this.dialled(number)
    const call = this.account.invite(number, new FakeCallMedia())
    this.end = () => {
      call.hangUp()
    }
    call.onState((state) => {
      this.reach(state)
    })
  }

  override hangUp(): void {
    this.end()
  }
}

/** Everything between the settings and the snapshot, with as many demo PBXs as there are customers. */
export class CustomersOnDemoPbxs {
  readonly dialled: string[] = []
  readonly customers: Customers
  readonly supervisor: Supervisor
  private readonly publisher: SnapshotPublisher
  private readonly waiting = new Set<() => void>()
  private shownId: string | null = null

  private constructor(
    private readonly pbxs: ReadonlyMap<string, DemoPbx>,
    private list: Customer[],
    private readonly passwords: ReadonlyMap<string, string>
  ) {
    const wake = () => {
      for (const look of [...this.waiting]) look()
    }
    this.publisher = new SnapshotPublisher(emptySlices, wake)
    this.customers = new Customers({
      publisher: this.publisher,
      notices: new NoticeBoard((notices) => {
        this.publisher.set('notices', notices)
      }),
      inCall: (id) => this.customers.supervised.id === id,
      wireOf: () => () => undefined,
      log: silentLog
    })
    const { supervised } = this.customers
    this.supervisor = new Supervisor({
      profileOf: (extension) => supervised.current?.profileOf(extension),
      isRegistered: () => supervised.current?.registration.kind === 'registered',
      openCall: () =>
        supervised.current &&
        new DialledCall(supervised.current.account, (number) => this.dialled.push(number)),
      now: Date.now,
      log: silentLog
    })
    this.supervisor.onChange((view) => {
      if (this.customers.follow(view)) this.use()
      this.publisher.set('supervision', view)
    })
  }

  static async open(places: readonly Place[]): Promise<CustomersOnDemoPbxs> {
    const pbxs = new Map<string, DemoPbx>()
    const list: Customer[] = []
    for (const { id, rule } of places) {
      const pbx = new DemoPbx({
        sipPort: 0,
        voices: 'tones',
        pace: 'manual',
        voicesFolder: '',
        ...(rule && { dialingRule: rule })
      })
      pbxs.set(id, pbx)
      const customer = demoCustomer((await pbx.start()).port)
      list.push({
        ...customer,
        id,
        name: id,
        account: { ...customer.account, transport: 'tcp' },
        ...(rule && { dialingRules: [rule] })
      })
    }
    const passwords = new Map(places.map(({ id, password }) => [id, password ?? demoPassword]))
    return new CustomersOnDemoPbxs(pbxs, list, passwords)
  }

  get slices(): Slices {
    return this.publisher.snapshot.slices
  }

  pbx(id: string): DemoPbx {
    const pbx = this.pbxs.get(id)
    if (!pbx) throw new Error(`there is no PBX of ${id}`)
    return pbx
  }

  show(id: string): void {
    this.shownId = id
    this.use()
  }

  change(id: string, change: (customer: Customer) => Customer): void {
    this.list = this.list.map((each) => (each.id === id ? change(each) : each))
    this.use()
  }

  /** When each registration of now ends: the same as before when nobody registered since. */
  registrations(): readonly number[] {
    return this.slices.customers.list.map(({ registration }) =>
      registration.kind === 'registered' ? registration.expiresAt : 0
    )
  }

  async join(extension: string): Promise<void> {
    const answer = await this.supervisor.join(extension, 'spy')
    if (!answer.ok) throw new Error(answer.failure.reason)
    await this.until(({ supervision }) => supervision.phase === 'supervising')
  }

  async hangUp(): Promise<void> {
    this.supervisor.hangUp()
    await this.until(({ supervision }) => supervision.phase === 'idle')
  }

  /** Resolves when the published state is as wanted, now or later. */
  async until(wanted: (slices: Slices) => boolean): Promise<void> {
    while (!wanted(this.slices)) await this.nextChange()
  }

  async untilLampsAreLit(id: string): Promise<void> {
    await this.untilRows(id, (rows) => rows.every(({ stale }) => !stale))
  }

  async untilRow(
    id: string,
    extension: string,
    wanted: (row: MonitoredExtension) => boolean
  ): Promise<void> {
    await this.untilRows(id, (rows) =>
      rows.some((row) => row.extension === extension && wanted(row))
    )
  }

  async close(): Promise<void> {
    this.supervisor.hangUp()
    await this.customers.connections.stop()
    for (const pbx of this.pbxs.values()) await pbx.stop()
  }

  /** Rows of a customer that is not shown are told to nobody: they are looked at in each turn of the event loop. */
  private async untilRows(
    id: string,
    wanted: (rows: readonly MonitoredExtension[]) => boolean
  ): Promise<void> {
    while (!wanted(this.customers.connections.sessionOf(id)?.rows ?? []))
      await new Promise((resolve) => setImmediate(resolve))
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake)
        resolve()
      }
      this.waiting.add(wake)
    })
  }

  private use(): void {
    this.customers.use(
      this.list.map((customer) => ({ ...customer, hasPassword: true, hasTurnPassword: false })),
      (id) => ({ password: this.passwords.get(id) }),
      this.shownId
    )
  }
}

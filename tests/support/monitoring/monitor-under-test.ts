import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { huntGroupSchema, type HuntGroup } from '@contract/settings/customer'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { ExtensionMonitor } from '../../../src-main/monitoring/extension-monitor'
import { ownLeg } from '../../../src-main/monitoring/own-leg'
import type { SipAccount } from '../../../src-main/sip/sip-account'

export function supportGroup(extensions: readonly string[]): HuntGroup {
  return huntGroupSchema.parse({
    name: 'Support',
    members: extensions.map((extension) => ({ extension }))
  })
}

/** Extensions as the list shows them, monitored through a real account. */
export class MonitorUnderTest {
  readonly monitor: ExtensionMonitor
  readonly warnings: string[] = []
  private readonly rows = new Map<string, MonitoredExtension>()
  private readonly waiting = new Set<() => void>()

  constructor(account: SipAccount, extensions: readonly string[], listUser?: string) {
    const take = (rows: readonly MonitoredExtension[]) => {
      for (const row of rows) this.rows.set(row.extension, row)
      for (const look of [...this.waiting]) look()
    }
    this.monitor = new ExtensionMonitor(
      {
        subscribe: (extension, listener) => account.subscribeDialog(extension, listener),
        subscribeList: (user, listener) => account.subscribeDialogList(user, listener),
        isOwnLeg: (extension) =>
          ownLeg({ codes: defaultCodes, extension, managerUser: 'adam', supervising: false }),
        now: Date.now,
        log: { warn: (message) => this.warnings.push(message) }
      },
      { all: take, changed: take }
    )
    this.monitor.watch([supportGroup(extensions)], listUser)
  }

  row(extension: string): MonitoredExtension {
    const row = this.rows.get(extension)
    if (!row) throw new Error(`${extension} is not monitored`)
    return row
  }

  get all(): readonly MonitoredExtension[] {
    return [...this.rows.values()]
  }

  /** Resolves when the rows are as wanted, now or later. */
  async until(wanted: () => boolean): Promise<void> {
    while (!wanted()) {
      await new Promise<void>((resolve) => {
        const look = () => {
          this.waiting.delete(look)
          resolve()
        }
        this.waiting.add(look)
      })
    }
  }

  untilStatus(extension: string, status: MonitoredExtension['status']): Promise<void> {
    return this.until(() => this.row(extension).status === status && !this.row(extension).stale)
  }
}

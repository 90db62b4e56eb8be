import { huntGroupSchema } from '@contract/settings/customer'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { SnapshotPublisher } from '../../../src-main/ipc/snapshot-publisher'
import { ExtensionMonitor } from '../../../src-main/monitoring/extension-monitor'
import { ownLeg } from '../../../src-main/monitoring/own-leg'
import { SipAccount } from '../../../src-main/sip/sip-account'
import { emptySlices } from '../../support/app/empty-slices'
import { epochMs } from '../../support/phone/clock'

// Our side, as main has it: account, monitor and published state. It says what arrived late, and what it used.

export interface DeskOrder {
  readonly port: number
  readonly extensions: number
}

export interface DeskUsage {
  /** ms from the NOTIFY on the wire to the published change, of each since the last asking */
  readonly latenciesMs: readonly number[]
  readonly cpuMs: number
  readonly heapBytes: number
  readonly residentBytes: number
}

/** Real time, only less of it: what is done with is forgotten within the run. */
const timers = { t1Ms: 50, t2Ms: 400, subscribePaceMs: 1 }
const silent = { debug: () => {}, info: () => {}, warn: () => {} }

let latenciesMs: number[] = []
let lit = 0

process.on('message', (message: { watch?: DeskOrder; usage?: true }) => {
  if (message.watch) watch(message.watch)
  if (message.usage) process.send?.({ usage: usage() })
})

process.on('disconnect', () => process.exit())

function usage(): DeskUsage {
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { heapUsed, external, rss } = process.memoryUsage()
  const taken = latenciesMs
  latenciesMs = []
  return {
    latenciesMs: taken,
    cpuMs: (user + system) / 1_000,
    heapBytes: heapUsed + external,
    residentBytes: rss
  }
}

function watch({ port, extensions }: DeskOrder): void {
  const members = Array.from({ length: extensions }, (_, index) => ({
    extension: String(10_000 + index),
    name: `Agent ${String(index)}`
  }))
  const group = huntGroupSchema.parse({ name: 'Support', members })
  const publisher = new SnapshotPublisher(emptySlices, (change) => {
    if (change.kind !== 'extensions') return
    const now = epochMs()
    for (const { remote, status, stale } of change.rows) {
      const sentAt = Number(remote?.displayName)
      if (sentAt > 0) latenciesMs.push(now - sentAt)
      else if (status === 'idle' && !stale && ++lit === extensions) process.send?.({ lit: true })
    }
  })
  const account = new SipAccount({
    account: {
      user: 'adam',
      domain: '127.0.0.1',
      outboundProxy: { host: '127.0.0.1', port },
      transport: 'udp',
      dtmfMethod: 'auto',
      registrationSeconds: 300
    },
    password: 'none',
    log: silent,
    timers
  })
  const monitor = new ExtensionMonitor(
    {
      subscribe: (extension, listener) => account.subscribeDialog(extension, listener),
      subscribeList: (user, listener) => account.subscribeDialogList(user, listener),
      isOwnLeg: (extension) =>
        ownLeg({ codes: defaultCodes, extension, managerUser: 'adam', supervising: false }),
      now: Date.now,
      log: silent
    },
    {
      all: (rows) => {
        publisher.set('extensions', [...rows])
      },
      changed: (rows) => {
        publisher.changeRows(rows)
      }
    }
  )
  monitor.watch([group])
  account.start()
}

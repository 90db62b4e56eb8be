import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { LightNotifier } from '../../support/monitoring/light-notifier'
import { MonitorUnderTest } from '../../support/monitoring/monitor-under-test'
import { makeAccount } from '../../support/sip-account-under-test'

const count = 2_000
const paceMs = 2
const extensions = Array.from({ length: count }, (_, index) => String(10_000 + index))

let notifier: LightNotifier
let account: SipAccount
let bursts: ({ done: number; total: number } | null)[]

beforeEach(async () => {
  notifier = await LightNotifier.start()
  account = makeAccount(
    {
      user: 'adam',
      domain: '127.0.0.1',
      outboundProxy: { host: '127.0.0.1', port: notifier.port },
      transport: 'udp',
      dtmfMethod: 'auto',
      registrationSeconds: 300
    },
    { timers: { subscribePaceMs: paceMs } }
  )
  bursts = []
  account.onSubscribing((burst) => bursts.push(burst))
})

afterEach(async () => {
  await account.stop()
  await notifier.stop()
})

describe('two thousand extensions', () => {
  it('are all lit, without a flood, and with a count of how far it is', async () => {
    const monitored = new MonitorUnderTest(account, extensions)
    const burstIsOver = new Promise<void>((resolve) => {
      account.onSubscribing((burst) => {
        if (!burst) resolve()
      })
    })
    account.start()
    await monitored.until(() => monitored.all.every(({ stale }) => !stale))
    expect(new Set(notifier.watched).size).toBe(count)
    // Timers are late and never early: no second has more than the pace allows.
    const { arrivals } = notifier
    const most = Math.max(...arrivals.map((from) => inOneSecond(arrivals, from)))
    expect(most).toBeLessThanOrEqual(1_000 / paceMs + 5)
    await burstIsOver
    expect(bursts.at(-2)).toEqual({ done: count, total: count })
    expect(bursts.at(-1)).toBeNull()
    const done = bursts.flatMap((burst) => burst?.done ?? [])
    expect(done).toEqual(done.toSorted((a, b) => a - b))

    notifier.tell('11234', 'confirmed', 'Emma')
    await monitored.untilStatus('11234', 'on-call')
    expect(monitored.row('11234').remote?.displayName).toBe('Emma')
  })

  it('are not asked for any further when they are taken out on the way', async () => {
    const monitored = new MonitorUnderTest(account, extensions)
    account.start()
    await monitored.until(() => monitored.all.filter(({ stale }) => !stale).length >= 100)
    monitored.monitor.watch([])
    await account.stop()
    const { length } = notifier.arrivals
    expect(length).toBeLessThan(count)
    expect(bursts.at(-1)).toBeNull()
    // The next one is asked for at once, not after what is left of the others.
    const next = new MonitorUnderTest(account, ['744'])
    account.start()
    await next.untilStatus('744', 'idle')
    expect(notifier.watched).toContain('744')
    expect(notifier.arrivals.length).toBe(length + 1)
  })
})

function inOneSecond(arrivals: readonly number[], from: number): number {
  let many = 0
  for (const at of arrivals) if (at >= from && at < from + 1_000) many += 1
  return many
}

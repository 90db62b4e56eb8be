import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { figureOf, milliseconds, quantile, type Figure } from '../figure'
import type { DeskOrder, DeskUsage } from './desk-main'
import type { Storm } from './notifier-main'

const sizes = [10, 500, 5_000]
/** Long enough for the collections of garbage that such a storm causes, and for them to have their share only. */
const storm: Storm = { perSecond: 500, seconds: 20 }
const latencyTargetMs = 20
const memoryTargetKilobytes = 20
/** Transactions that are over soak up repetitions for a while (RFC 3261, Timers J and K): they are no cost of standing still. */
const forgottenAfterMs = 7_000

/**
 * From a NOTIFY on the wire to the published row, with ten, five hundred and five thousand extensions and five hundred
 * NOTIFYs a second: the PBX in one process, account, monitor and published state in another.
 */
export async function measureMonitoring(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const extensions of sizes) figures.push(...(await measureDesk(extensions)))
  return figures
}

async function measureDesk(extensions: number): Promise<readonly Figure[]> {
  const notifier = child('notifier-main.ts')
  const desk = child('desk-main.ts')
  try {
    const port = await next<number>(notifier, 'port')
    const empty = await usageOf(desk)
    const lit = next<true>(desk, 'lit')
    desk.send({ watch: { port, extensions } satisfies DeskOrder })
    await lit
    await pause(forgottenAfterMs)
    const standing = await usageOf(desk)
    const over = next<number>(notifier, 'sent')
    notifier.send({ storm })
    await over
    const stormed = await usageOf(desk)
    const name = (what: string) => `monitoring.${String(extensions)}.${what}`
    const perExtension = (standing.heapBytes - empty.heapBytes) / extensions / 1_000
    return [
      milliseconds(name('notify-to-row.p50'), quantile(stormed.latenciesMs, 0.5)),
      milliseconds(name('notify-to-row.p99'), quantile(stormed.latenciesMs, 0.99), latencyTargetMs),
      milliseconds(name('notify-to-row.max'), Math.max(...stormed.latenciesMs)),
      figureOf(name('cpu'), '%', ((stormed.cpuMs - standing.cpuMs) / storm.seconds / 1_000) * 100),
      figureOf(name('resident'), 'MB', stormed.residentBytes / 1e6),
      // Of a few extensions, everything that is needed for the first one would be counted.
      ...(extensions < 1_000
        ? []
        : [figureOf(name('memory-each'), 'kB', perExtension, memoryTargetKilobytes)])
    ]
  } finally {
    notifier.disconnect()
    desk.disconnect()
  }
}

function child(file: string): ChildProcess {
  const entry = resolve(import.meta.dirname, file)
  return fork(entry, { execArgv: ['--import', 'tsx', '--expose-gc'] })
}

function usageOf(desk: ChildProcess): Promise<DeskUsage> {
  const usage = next<DeskUsage>(desk, 'usage')
  desk.send({ usage: true })
  return usage
}

/** The next message of a child that has this field. */
function next<Value>(from: ChildProcess, field: string): Promise<Value> {
  return new Promise((found, reject) => {
    const listener = (message: Record<string, unknown>): void => {
      if (!(field in message)) return
      from.off('message', listener)
      from.off('exit', gone)
      found(message[field] as Value)
    }
    const gone = () => {
      reject(new Error(`the process that should have told ${field} is gone`))
    }
    from.on('message', listener)
    from.once('exit', gone)
  })
}

import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import { figureOf, type Figure } from '../figure'
import { addedLatency } from './added-latency'
import type { Order } from './both-ends-main'
import { RelayChild, type RelayUsage } from './relay-child'
import type { Latencies, WayName } from './ways'

const packets = 1_000
/** for what a call costs */
const callPackets = 500
const callSeconds = (callPackets * 20) / 1_000
const warmUpCalls = 20
const callCount = 500
const leakTargetKilobytes = 1
const megabyte = 1024 * 1024

/**
 * What the relay adds to a packet's way, with its parent idle and with its parent blocked 200 ms of each second; what a
 * call costs, and what is left of five hundred on the heap. The first calls warm up what stays for good, and are not
 * counted as growth.
 */
export async function measureRelay(): Promise<readonly Figure[]> {
  const relay = RelayChild.start()
  const ends = fork(resolve(import.meta.dirname, 'both-ends-main.ts'), {
    execArgv: ['--import', 'tsx']
  })
  ends.on('message', (message: { relay?: unknown }) => {
    if (message.relay !== undefined) relay.postMessage(message.relay)
  })
  relay.onMessage((message) => ends.send({ relay: message }))
  const ask = <Result>(order: Order) =>
    new Promise<Result>((found, reject) => {
      const listener = (message: { result?: Result }): void => {
        if (message.result === undefined) return
        ends.off('message', listener)
        found(message.result)
      }
      ends.on('message', listener)
      ends.once('exit', () => reject(new Error('the ends of the call are gone')))
      ends.send({ order })
    })
  const latencies = () =>
    ask<Record<WayName, Latencies>>({ name: 'latency', packets, ways: ['relay', 'direct'] })
  try {
    await ask({ name: 'calls', count: 1 })
    const first = await relay.usage()
    await ask({ name: 'latency', packets: callPackets, ways: ['relay'] })
    const after = await relay.usage()
    const idle = await latencies()
    const unblock = blockNowAndThen()
    const blocked = await latencies()
    unblock()
    await ask({ name: 'calls', count: warmUpCalls })
    const warm = await relay.usage()
    await ask({ name: 'calls', count: callCount - warmUpCalls })
    const last = await relay.usage()
    return [
      ...addedLatency('relay.latency', idle),
      ...addedLatency('relay.latency.main-blocked', blocked),
      figureOf('relay.cpu-per-call', '%', cpuShare(first, after)),
      figureOf('relay.memory.after-1-call', 'MB', first.heapUsed / megabyte),
      figureOf(`relay.memory.after-${callCount}-calls`, 'MB', last.heapUsed / megabyte),
      figureOf(
        'relay.memory.growth-per-call',
        'kB',
        (last.heapUsed - warm.heapUsed) / 1024 / (callCount - warmUpCalls),
        leakTargetKilobytes
      )
    ]
  } finally {
    ends.kill()
    await relay.stop()
  }
}

/** Percent of one core. */
function cpuShare(before: RelayUsage, after: RelayUsage): number {
  const spent = (usage: RelayUsage) => usage.cpu.user + usage.cpu.system
  return ((spent(after) - spent(before)) / 1e6 / callSeconds) * 100
}

/** This thread is to the relay what main is in the app. */
function blockNowAndThen(): () => void {
  const timer = setInterval(() => {
    const until = performance.now() + 200
    while (performance.now() < until);
  }, 1_000)
  return () => {
    clearInterval(timer)
  }
}

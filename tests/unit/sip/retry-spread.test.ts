import { describe, expect, it } from 'vitest'
import { defaultTimers } from '../../../src-main/sip/sip-timers'
import { RetryPause } from '../../../src-main/sip/retry-pause'
import { fc } from './property'

const clients = 1_000

/** A generator of chance that a failing property can be replayed with (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** When each client finds the PBX that lost all of them at 0 ms and is back at `backMs`. */
function arrivals(backMs: number, seed: number): readonly number[] {
  return Array.from({ length: clients }, (_, index) => {
    const pause = new RetryPause(defaultTimers, chance(seed + index * 7_919))
    let atMs = 0
    while (atMs < backMs) atMs += pause.after({ kind: 'retrying' })
    return atMs
  })
}

/** The most that come within any one second. */
function busiestSecond(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other)
  let most = 0
  let first = 0
  sorted.forEach((time, index) => {
    while (time - (sorted[first] ?? 0) > 1_000) first++
    most = Math.max(most, index - first + 1)
  })
  return most
}

describe('a thousand clients of a PBX that restarts', () => {
  const seed = fc.integer({ min: 0, max: 2 ** 31 })

  it.each([
    ['ten seconds', 10, 400],
    ['half a minute', 30, 180],
    ['two minutes', 120, 80],
    ['an hour', 3_600, 60]
  ])('after %s do not come back together', (_, seconds, most) => {
    fc.assert(
      fc.property(seed, (one) => {
        expect(busiestSecond(arrivals(seconds * 1_000, one))).toBeLessThanOrEqual(most)
      }),
      { numRuns: 20 }
    )
  })

  it('are back soon all the same', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 3_600 }), (one, seconds) => {
        const last = Math.max(...arrivals(seconds * 1_000, one))
        expect(last - seconds * 1_000).toBeLessThanOrEqual(defaultTimers.backoffMaxMs)
      }),
      { numRuns: 20 }
    )
  })

  it('that it sends away for half a minute in one second do not return in one', () => {
    fc.assert(
      fc.property(seed, (one) => {
        const returns = Array.from({ length: clients }, (_, index) => {
          const random = chance(one + index * 7_919)
          const sentAwayMs = random() * 1_000
          const pause = new RetryPause(defaultTimers, random)
          return sentAwayMs + pause.after({ kind: 'retrying', retryAfterSeconds: 30 })
        })
        expect(Math.min(...returns)).toBeGreaterThanOrEqual(30_000)
        expect(busiestSecond(returns)).toBeLessThanOrEqual(clients / 4)
      }),
      { numRuns: 20 }
    )
  })
})

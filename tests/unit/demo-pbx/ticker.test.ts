import { describe, expect, test } from 'vitest'
import { Ticker } from '../../../src-main/demo-pbx/audio/ticker'
import { FakeClock } from '../../support/demo-pbx/fake-clock'

function started(): { clock: FakeClock; ticks: [number, number][]; ticker: Ticker } {
  const clock = new FakeClock()
  const ticks: [number, number][] = []
  const ticker = new Ticker(clock, (skippedSlots) => ticks.push([clock.nowMs(), skippedSlots]))
  ticker.start()
  clock.advance(0)
  return { clock, ticks, ticker }
}

describe('Ticker', () => {
  test('ticks at once and then each 20 ms', () => {
    const { clock, ticks } = started()
    clock.advance(60)
    expect(ticks).toEqual([
      [0, 0],
      [20, 0],
      [40, 0],
      [60, 0]
    ])
  })

  test('lateness does not add up', () => {
    const { clock, ticks } = started()
    for (let round = 0; round < 50; round += 1) {
      clock.sleepThrough(27)
      clock.advance(13)
    }
    // 2,000 ms later: each second tick was 7 ms late, and none is missing.
    expect(ticks).toHaveLength(101)
    expect(ticks.every(([, skipped]) => skipped === 0)).toBe(true)
    expect(ticks.at(-1)).toEqual([2_000, 0])
  })

  test('what was slept through is skipped, not made up for', () => {
    const { clock, ticks } = started()
    clock.sleepThrough(110)
    expect(ticks).toEqual([
      [0, 0],
      [110, 4]
    ])
    clock.advance(30)
    expect(ticks.slice(2)).toEqual([
      [120, 0],
      [140, 0]
    ])
  })

  test('a timer that fires a little early is on time', () => {
    const clock = new FakeClock()
    const ticks: number[] = []
    const early = {
      nowMs: () => clock.nowMs(),
      after: (delayMs: number, run: () => void) => clock.after(Math.max(0, delayMs - 0.7), run)
    }
    const ticker = new Ticker(early, (skippedSlots) => ticks.push(skippedSlots))
    ticker.start()
    clock.advance(100.5)
    expect(ticks).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('stops, and starts on a new grid', () => {
    const { clock, ticks, ticker } = started()
    ticker.stop()
    clock.advance(95)
    ticker.start()
    ticker.start()
    clock.advance(20)
    expect(ticks).toEqual([
      [0, 0],
      [95, 0],
      [115, 0]
    ])
  })
})

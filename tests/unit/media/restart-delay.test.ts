import { describe, expect, it } from 'vitest'
import { RestartDelay } from '../../../src-main/media/processes/restart-delay'

describe('starting a process again', () => {
  it('is immediate at first, then slower and slower, and forgets after a minute', () => {
    const delay = new RestartDelay()
    const delays = Array.from({ length: 9 }, (_, index) => {
      delay.started(index)
      return delay.died(index)
    })
    expect(delays).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
    delay.started(0)
    expect(delay.died(60_000)).toBe(0)
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClock } from '../../../src-renderer/ui/store/clock'

describe('the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_400 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('stands still between two seconds and turns over at the full one', () => {
    const clock = createClock()
    const listener = vi.fn()
    clock.subscribe(listener)
    expect(clock.now()).toBe(1_700_000_000_000)
    vi.advanceTimersByTime(599)
    expect(listener).not.toHaveBeenCalled()
    expect(clock.now()).toBe(1_700_000_000_000)
    vi.advanceTimersByTime(1)
    expect(listener).toHaveBeenCalledOnce()
    expect(clock.now()).toBe(1_700_000_001_000)
  })

  it('runs one timer, however many times are shown, and none when none is', () => {
    const clock = createClock()
    const ends = Array.from({ length: 40 }, () => clock.subscribe(() => {}))
    expect(vi.getTimerCount()).toBe(1)
    for (const end of ends) end()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is right again when somebody looks after a pause', () => {
    const clock = createClock()
    vi.advanceTimersByTime(60_000)
    expect(clock.now()).toBe(1_700_000_060_000)
  })
})

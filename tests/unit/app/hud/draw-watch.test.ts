import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DrawWatch, lateAfterMs } from '../../../../src-main/app/hud/draw-watch'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function watch() {
  const whenLate = vi.fn()
  return { draws: new DrawWatch(whenLate), whenLate }
}

describe('a page that is watched', () => {
  it('is in time when it shows what is due, or something later', () => {
    const { draws, whenLate } = watch()
    draws.expect(4)
    vi.advanceTimersByTime(lateAfterMs - 1)
    draws.see(5)
    draws.expect(5)
    vi.advanceTimersByTime(2 * lateAfterMs)
    expect(whenLate).not.toHaveBeenCalled()
  })

  it('is late from the first change that it does not show, and in time again when it has caught up', () => {
    const { draws, whenLate } = watch()
    draws.expect(4)
    vi.advanceTimersByTime(lateAfterMs - 1)
    draws.expect(6)
    draws.see(5)
    vi.advanceTimersByTime(1)
    expect(whenLate).toHaveBeenCalledTimes(1)
    expect(draws.isLate).toBe(true)
    draws.see(5)
    expect(draws.isLate).toBe(true)
    draws.see(6)
    expect(draws.isLate).toBe(false)
    draws.expect(7)
    vi.advanceTimersByTime(lateAfterMs)
    expect(whenLate).toHaveBeenCalledTimes(2)
  })

  it('owes nothing of the page before it', () => {
    const { draws, whenLate } = watch()
    draws.expect(4)
    draws.forget()
    vi.advanceTimersByTime(2 * lateAfterMs)
    expect(whenLate).not.toHaveBeenCalled()
    expect(draws.isLate).toBe(false)
  })
})

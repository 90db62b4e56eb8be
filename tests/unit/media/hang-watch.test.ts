import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HangWatch } from '../../../src-main/media/processes/hang-watch'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

function watched() {
  const ask = vi.fn()
  const hangs = vi.fn()
  return { watch: new HangWatch({ ask, hangs }), ask, hangs }
}

/** As when the machine sleeps or main's thread is busy: time goes by, and what is due runs after it. */
function standStill(milliseconds: number): void {
  vi.spyOn(performance, 'now').mockReturnValueOnce(performance.now() + milliseconds)
  vi.advanceTimersToNextTimer()
}

describe('a process that hangs', () => {
  it('is asked after a second of silence, and hangs after two', () => {
    const { watch, ask, hangs } = watched()
    watch.expect()
    vi.advanceTimersByTime(999)
    expect(ask).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(ask).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(999)
    expect(hangs).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(ask).toHaveBeenCalledOnce()
    expect(hangs).toHaveBeenCalledOnce()
  })

  it('is told again for as long as it goes on', () => {
    const { watch, hangs } = watched()
    watch.expect()
    vi.advanceTimersByTime(6_000)
    expect(hangs).toHaveBeenCalledTimes(3)
  })

  it('has said something a while ago', () => {
    const { watch, hangs } = watched()
    watch.expect()
    vi.advanceTimersByTime(1_500)
    watch.heard()
    vi.advanceTimersByTime(1_999)
    expect(hangs).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(hangs).toHaveBeenCalledOnce()
  })
})

describe('a process that does not hang', () => {
  it('answers when it is asked, and is asked each second', () => {
    const { watch, ask, hangs } = watched()
    ask.mockImplementation(() => watch.heard())
    watch.expect()
    vi.advanceTimersByTime(60_000)
    expect(ask).toHaveBeenCalledTimes(60)
    expect(hangs).not.toHaveBeenCalled()
  })

  it('is not asked when it speaks by itself', () => {
    const { watch, ask } = watched()
    watch.expect()
    const speaking = setInterval(() => watch.heard(), 100)
    vi.advanceTimersByTime(10_000)
    clearInterval(speaking)
    expect(ask).not.toHaveBeenCalled()
  })

  it('has twenty seconds to say its first word', () => {
    const { watch, hangs } = watched()
    watch.starts()
    watch.expect()
    vi.advanceTimersByTime(19_999)
    expect(hangs).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(hangs).toHaveBeenCalledOnce()
  })
})

describe('a process that may be slow', () => {
  it('has ten seconds', () => {
    const { watch, hangs } = watched()
    watch.expect()
    watch.expect('slow')
    vi.advanceTimersByTime(9_999)
    expect(hangs).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(hangs).toHaveBeenCalledOnce()
  })

  it('has two again when that is over', () => {
    const { watch, hangs } = watched()
    watch.expect()
    const end = watch.expect('slow')
    vi.advanceTimersByTime(5_000)
    watch.heard()
    end()
    vi.advanceTimersByTime(2_000)
    expect(hangs).toHaveBeenCalledOnce()
  })

  it('has two when something urgent is asked', () => {
    const { watch, hangs } = watched()
    watch.expect('slow')
    watch.expect('urgent')
    vi.advanceTimersByTime(2_000)
    expect(hangs).toHaveBeenCalledOnce()
  })

  it('has none left when something urgent is asked later', () => {
    const { watch, hangs } = watched()
    watch.expect('slow')
    vi.advanceTimersByTime(5_000)
    watch.expect('urgent')
    vi.advanceTimersByTime(250)
    expect(hangs).toHaveBeenCalledOnce()
  })
})

describe('when nothing is expected', () => {
  it('nothing runs', () => {
    const { watch, ask } = watched()
    const one = watch.expect()
    const other = watch.expect()
    one()
    expect(vi.getTimerCount()).toBe(1)
    other()
    expect(vi.getTimerCount()).toBe(0)
    expect(ask).not.toHaveBeenCalled()
  })

  it('silence means nothing, and is not counted later', () => {
    const { watch, hangs } = watched()
    const end = watch.expect()
    vi.advanceTimersByTime(1_900)
    end()
    watch.expect()
    vi.advanceTimersByTime(1_900)
    expect(hangs).not.toHaveBeenCalled()
  })
})

describe('when main or the whole machine stood still', () => {
  it('the process has its two seconds all the same', () => {
    const { watch, hangs } = watched()
    watch.expect()
    standStill(3_600_000)
    vi.advanceTimersByTime(1_999)
    expect(hangs).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(hangs).toHaveBeenCalledOnce()
  })

  it('it is noticed all the same, between one stall and the next', () => {
    const { watch, hangs } = watched()
    watch.expect()
    for (let stalls = 0; stalls < 7; stalls += 1) {
      standStill(800)
      vi.advanceTimersByTime(250)
    }
    expect(hangs).not.toHaveBeenCalled()
    vi.advanceTimersByTime(250)
    expect(hangs).toHaveBeenCalledOnce()
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultTimers } from '../../../src-main/sip/sip-timers'
import { KeepAlive } from '../../../src-main/sip/transport/keep-alive'

const seconds = (count: number) => vi.advanceTimersByTime(count * 1_000)

describe('keep-alive of a connection', () => {
  let pings: number
  let silences: number
  let keepAlive: KeepAlive
  beforeEach(() => {
    vi.useFakeTimers()
    pings = silences = 0
    keepAlive = new KeepAlive({
      timers: defaultTimers,
      ping: () => pings++,
      onSilence: () => silences++
    })
  })
  afterEach(() => {
    keepAlive.stop()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('pings every 25 s, for as long as it takes', () => {
    seconds(24)
    expect(pings).toBe(0)
    seconds(1 + 9 * 25)
    expect(pings).toBe(10)
  })

  it('expects nothing from a server that never answered', () => {
    seconds(3_600)
    expect(silences).toBe(0)
  })

  it('is content with a server that answers in time', () => {
    seconds(25)
    for (let round = 0; round < 100; round++) {
      seconds(9)
      keepAlive.pong()
      seconds(16)
    }
    expect(silences).toBe(0)
  })

  it('tells 10 s after the first ping without an answer, from a server that had answered before', () => {
    seconds(25)
    keepAlive.pong()
    seconds(25 + 9)
    expect(silences).toBe(0)
    seconds(1)
    expect(silences).toBe(1)
  })

  it('tells nothing after it was stopped', () => {
    seconds(25)
    keepAlive.pong()
    seconds(25)
    keepAlive.stop()
    seconds(3_600)
    expect({ pings, silences }).toEqual({ pings: 2, silences: 0 })
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ReceivedAudioWatch } from '../../../src-main/media/relay/received-audio-watch'

let told: boolean[]
let watch: ReceivedAudioWatch

/** Packets every 20 ms. */
function talk(milliseconds: number): void {
  for (let at = 0; at < milliseconds; at += 20) {
    watch.packet()
    vi.advanceTimersByTime(20)
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  told = []
  watch = new ReceivedAudioWatch((flowing) => told.push(flowing))
})
afterEach(() => {
  vi.useRealTimers()
})

describe('watching received audio', () => {
  it('says when it begins', () => {
    watch.expect()
    talk(1_000)
    expect(told).toEqual([true])
  })

  it('takes a pause that was announced for no fault, and listens again after it', () => {
    watch.expect()
    talk(100)
    watch.pause()
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual([true])
    talk(100)
    vi.advanceTimersByTime(6_000)
    expect(told).toEqual([true, false])
  })

  it('tolerates the hole of a mode switch, and of seconds', () => {
    watch.expect()
    talk(2_000)
    vi.advanceTimersByTime(180)
    talk(2_000)
    vi.advanceTimersByTime(4_500)
    talk(20)
    expect(told).toEqual([true])
  })

  it('says after 5 s that there is none, and when it is back', () => {
    watch.expect()
    talk(1_000)
    vi.advanceTimersByTime(4_900)
    expect(told).toEqual([true])
    vi.advanceTimersByTime(400)
    expect(told).toEqual([true, false])
    talk(100)
    expect(told).toEqual([true, false, true])
  })

  it('says so too when none ever came', () => {
    watch.expect()
    vi.advanceTimersByTime(5_000)
    expect(told).toEqual([false])
  })

  it('says nothing on hold', () => {
    watch.expect()
    talk(100)
    watch.stop()
    vi.advanceTimersByTime(60_000)
    watch.packet()
    expect(told).toEqual([true])
    expect(vi.getTimerCount()).toBe(0)
  })
})

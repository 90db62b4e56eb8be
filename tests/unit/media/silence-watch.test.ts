import { describe, expect, it } from 'vitest'
import { SilenceWatch } from '../../../src-main/media/session/silence-watch'

/** Counts one after the other, and says at which of them sound was noticed. */
function noticedAt(watch: SilenceWatch, energies: readonly number[]): number {
  return energies.findIndex((energy) => watch.counted(energy))
}

describe('the watch over a microphone that is not open', () => {
  it('notices nothing while nothing is added', () => {
    expect(noticedAt(new SilenceWatch(), [0, 0, 0, 0, 0])).toBe(-1)
  })

  it('says nothing of what was sent before the microphone was shut', () => {
    // The first count may have been made before, and the second holds what was sent until then.
    expect(noticedAt(new SilenceWatch(), [0.3, 0.5, 0.5, 0.5])).toBe(-1)
  })

  it('notices sound between two counts of the silence', () => {
    expect(noticedAt(new SilenceWatch(), [0.3, 0.5, 0.5, 0.50001])).toBe(3)
  })

  it('begins anew when the microphone may have been open', () => {
    const watch = new SilenceWatch()
    noticedAt(watch, [0, 0, 0])
    watch.restart()
    expect(noticedAt(watch, [0.2, 0.4, 0.4])).toBe(-1)
  })

  it('takes a connection that was made anew for what it is', () => {
    expect(noticedAt(new SilenceWatch(), [0.5, 0.5, 0.5, 0, 0])).toBe(-1)
  })
})

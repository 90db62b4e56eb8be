import { describe, expect, it } from 'vitest'
import { nextGainDb } from '../../../src-renderer/audio-engine/even-loudness'

/** The gain after that many seconds of a level, in the steps of a call. */
const after = (seconds: number, levelDbfs: number, from = 0) => {
  let gain = from
  for (let ms = 0; ms < seconds * 1_000; ms += 50) gain = nextGainDb(gain, levelDbfs, 50)
  return gain
}

describe('the gain of a call', () => {
  it('rises for quiet speech, slowly, and not without end', () => {
    expect(after(0.5, -40)).toBeCloseTo(6, 0)
    expect(after(5, -40)).toBeGreaterThan(10)
    expect(after(60, -54)).toBe(24)
  })

  it('falls for loud speech, quickly', () => {
    expect(after(0.5, -10, 24)).toBeLessThan(1)
  })

  it('stays as it is while nobody speaks', () => {
    expect(after(60, -70, 10)).toBe(10)
    expect(after(60, -99, 10)).toBe(10)
  })
})

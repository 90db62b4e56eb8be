import { describe, expect, it } from 'vitest'
import { chime } from '../../../src-renderer/audio-engine/chime'

describe.each([8_000, 44_100, 48_000])('the test tone at %i Hz', (sampleRate) => {
  const samples = chime(sampleRate)

  it('lasts as long at every sample rate', () => {
    expect(samples.length / sampleRate).toBeCloseTo(1.4)
  })

  it('begins and ends in silence, so that it does not click', () => {
    expect(samples[0]).toBe(0)
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.02)
  })

  it('is loud enough to be heard and never distorts', () => {
    const peak = Math.max(...samples.map(Math.abs))
    expect(peak).toBeGreaterThan(0.15)
    expect(peak).toBeLessThan(0.5)
  })
})

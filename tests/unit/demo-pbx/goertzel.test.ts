import { describe, expect, test } from 'vitest'
import { levelDbfs, rmsDbfs, silenceDbfs } from '../../../src-main/demo-pbx/audio/goertzel'

function sine(frequencyHz: number, peak: number, count = 1_600): Int16Array {
  return Int16Array.from({ length: count }, (_, n) =>
    Math.round(peak * Math.sin((2 * Math.PI * frequencyHz * n) / 8_000))
  )
}

describe('levelDbfs', () => {
  test('a sine of full scale is 0 dBFS and a tenth of it is -20', () => {
    expect(levelDbfs(sine(440, 32_767), 440)).toBeCloseTo(0, 2)
    expect(levelDbfs(sine(440, 3_276.8), 440)).toBeCloseTo(-20, 2)
  })

  test('a tone does not show at the others, whatever the length of the piece', () => {
    for (const count of [800, 1_234, 1_600, 8_001]) {
      expect(levelDbfs(sine(700, 6_000, count), 440)).toBeLessThan(-70)
      expect(levelDbfs(sine(700, 6_000, count), 1_000)).toBeLessThan(-70)
    }
  })

  test('finds a quiet tone under a loud one', () => {
    const loud = sine(440, 16_000)
    const mixed = sine(700, 327.68).map((sample, n) => sample + (loud[n] ?? 0))
    expect(levelDbfs(mixed, 700)).toBeCloseTo(-40, 1)
  })

  test('silence and nothing at all are the floor', () => {
    expect(levelDbfs(new Int16Array(1_600), 440)).toBe(silenceDbfs)
    expect(levelDbfs(new Int16Array(0), 440)).toBe(silenceDbfs)
  })
})

test('rmsDbfs takes a sine of full scale as 0 dBFS too', () => {
  expect(rmsDbfs(sine(500, 32_767))).toBeCloseTo(0, 2)
  expect(rmsDbfs(new Int16Array(100))).toBe(silenceDbfs)
  expect(rmsDbfs(new Int16Array(0))).toBe(silenceDbfs)
})

import { describe, expect, it } from 'vitest'
import { figureLine, milliseconds, quantile } from '../../bench/figure'

describe('bench figures', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1]
  ])('takes the nearest rank for %f', (share, value) => {
    expect(quantile(hundred, share)).toBe(value)
  })

  it('has nothing to say about nothing', () => {
    expect(() => quantile([], 0.5)).toThrow()
  })

  it('names a target only where there is one, and whether it was missed', () => {
    expect(milliseconds('a', 12.345)).toEqual({ name: 'a', value: 12.3, unit: 'ms' })
    expect(figureLine(milliseconds('a', 31, 30))).toContain('target 30 ms, missed')
    expect(figureLine(milliseconds('a', 29, 30))).not.toContain('missed')
  })
})

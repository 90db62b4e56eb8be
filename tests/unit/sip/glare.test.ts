import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { glarePauseMs } from '../../../src-main/sip/call/session-offer'

describe('the pause after a glare (RFC 3261 §14.1)', () => {
  it.each([
    [true, 2_100, 4_000],
    [false, 0, 2_000]
  ])('for the owner of the Call-ID (%s) is %d to %d ms', (owns, least, most) => {
    expect(glarePauseMs(owns, 500, 0)).toBe(least)
    expect(glarePauseMs(owns, 500, 1)).toBe(most)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        const pauseMs = glarePauseMs(owns, 500, random)
        expect(pauseMs % 10).toBe(0)
        expect(pauseMs).toBeGreaterThanOrEqual(least)
        expect(pauseMs).toBeLessThanOrEqual(most)
      })
    )
  })

  it('never lets both be first at the same time', () => {
    expect(glarePauseMs(false, 500, 1)).toBeLessThan(glarePauseMs(true, 500, 0))
  })
})

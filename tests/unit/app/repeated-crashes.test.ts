import { describe, expect, it } from 'vitest'
import { RepeatedCrashes } from '../../../src-main/app/repeated-crashes'

describe('a page that crashes', () => {
  it.each([
    { what: 'once', at: [0], tooMany: [false] },
    { what: 'at every load', at: [0, 500, 1_000], tooMany: [false, false, true] },
    { what: 'slowly, at every load', at: [0, 20_000, 40_000], tooMany: [false, false, true] },
    {
      what: 'now and then',
      at: [0, 50_000, 100_000, 150_000],
      tooMany: [false, false, false, false]
    }
  ])('$what: is loaded again unless it crashed too often', ({ at, tooMany }) => {
    const crashes = new RepeatedCrashes()
    expect(at.map((ms) => crashes.add(ms))).toEqual(tooMany)
  })

  it('gets all its attempts once more when somebody asks', () => {
    const crashes = new RepeatedCrashes()
    expect([0, 1, 2].map((ms) => crashes.add(ms)).at(-1)).toBe(true)
    crashes.forget()
    expect([3, 4, 5].map((ms) => crashes.add(ms))).toEqual([false, false, true])
  })
})

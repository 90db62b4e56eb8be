import { describe, expect, it } from 'vitest'
import { toDbfs } from '../../../src-renderer/audio-engine/dbfs'

describe('a level', () => {
  it.each([
    [1, 0],
    [0.01, -20],
    [1e-12, -99],
    [0, -99],
    [Number.NaN, -99]
  ])('of mean square %d is %d dBFS', (meanSquare, dbfs) => {
    expect(toDbfs(meanSquare)).toBe(dbfs)
  })
})

import { describe, expect, it } from 'vitest'
import { choiceOf, moved, switched } from '../../../src-renderer/ui/features/settings/codec-choice'

describe('the order of codecs', () => {
  it('shows those in use first, then the others', () => {
    expect(choiceOf(['G722', 'PCMU'])).toEqual([
      { codec: 'G722', place: 0 },
      { codec: 'PCMU', place: 1 },
      { codec: 'PCMA', place: null },
      { codec: 'opus', place: null }
    ])
  })

  it('takes one out, and in again as the last', () => {
    expect(switched(['PCMA', 'opus'], 'PCMA')).toEqual(['opus'])
    expect(switched(['opus'], 'PCMA')).toEqual(['opus', 'PCMA'])
  })

  it.each([
    ['PCMU', -1, ['PCMU', 'PCMA', 'opus']],
    ['PCMU', 1, ['PCMA', 'opus', 'PCMU']],
    ['PCMA', -1, ['PCMA', 'PCMU', 'opus']],
    ['opus', 1, ['PCMA', 'PCMU', 'opus']],
    ['G722', 1, ['PCMA', 'PCMU', 'opus']]
  ] as const)('moves %s by %i', (codec, by, expected) => {
    expect(moved(['PCMA', 'PCMU', 'opus'], codec, by)).toEqual(expected)
  })
})

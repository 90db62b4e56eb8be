import { describe, expect, it } from 'vitest'
import { applyChange, rowKey } from '../../../src-renderer/ui/store/apply-change'
import { stageHistory } from '../../support/stage/stage-history'
import { stageSlices } from '../../support/stage/stage-snapshot'

const slices = stageSlices(1_700_000_000_000)
const [first, second] = slices.extensions
if (!first || !second) throw new Error('the stage has no people')

describe('a change of rows', () => {
  it('replaces the named rows in their places and keeps the others as they are', () => {
    const changed = { ...second, status: 'ringing' as const }
    const after = applyChange(slices, { revision: 2, kind: 'extensions', rows: [changed] })
    expect(after.extensions[1]).toBe(changed)
    expect(after.extensions[0]).toBe(first)
    expect(after.extensions).toHaveLength(slices.extensions.length)
  })

  it('tells the same extension in two hunt groups apart', () => {
    const twice = { ...slices, extensions: [first, { ...first, huntGroup: 'Another' }] }
    const changed = { ...first, status: 'idle' as const }
    const after = applyChange(twice, { revision: 2, kind: 'extensions', rows: [changed] })
    expect(after.extensions.map(({ status }) => status)).toEqual(['idle', first.status])
  })

  it('adds no rows: that takes a new slice', () => {
    const stranger = { ...first, extension: '99999' }
    const after = applyChange(slices, { revision: 2, kind: 'extensions', rows: [stranger] })
    expect(after.extensions.map(rowKey)).toEqual(slices.extensions.map(rowKey))
  })
})

describe('a change of a slice', () => {
  it('replaces that slice as a whole', () => {
    const after = applyChange(slices, {
      revision: 2,
      kind: 'slice',
      slice: 'registration',
      value: { kind: 'registering' }
    })
    expect(after).toEqual({ ...slices, registration: { kind: 'registering' } })
  })
})

describe('one supervision more', () => {
  it('is the latest of those that are known', () => {
    const [over, ...earlier] = stageHistory(1_700_000_000_000)
    if (!over) throw new Error('the stage has no history')
    const after = applyChange(
      { ...slices, history: earlier },
      { revision: 2, kind: 'history', over }
    )
    expect(after.history).toEqual([over, ...earlier])
  })
})

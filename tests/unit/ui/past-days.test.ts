import { describe, expect, it } from 'vitest'
import { daysAgo, matching, pastDays } from '../../../src-renderer/ui/features/history/past-days'
import { stageHistory } from '../../support/stage/stage-history'

const now = new Date(2026, 10, 23, 9, 30).getTime()
const history = stageHistory(now)
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id)

describe('the days of the history', () => {
  it('hold together what began on the same day, as it comes', () => {
    expect(pastDays(history).map(({ supervisions }) => idsOf(supervisions))).toEqual([
      ['story', 'refused'],
      ['lost'],
      ['short']
    ])
    expect(pastDays([])).toEqual([])
  })

  it('are counted by midnights, also where the clocks changed', () => {
    const late = new Date(2026, 10, 22, 23, 59).getTime()
    expect([now, late, late - 86_400_000].map((at) => daysAgo(at, now))).toEqual([0, 1, 2])
    const spring = new Date(2026, 2, 30, 0, 1).getTime()
    expect(daysAgo(new Date(2026, 2, 28, 23, 59).getTime(), spring)).toBe(2)
  })
})

describe('the search in the history', () => {
  it.each([
    ['744', ['story']],
    [' priya', ['refused']],
    ['CONTOSO', ['short']],
    ['northwind', ['story', 'refused', 'lost']],
    ['zoë', []],
    ['', ['story', 'refused', 'lost', 'short']]
  ])('of "%s" finds %j', (query, found) => {
    expect(idsOf(matching(history, query))).toEqual(found)
  })
})

import { describe, expect, it } from 'vitest'
import {
  listAction,
  movedIndex
} from '../../../src-renderer/ui/features/monitored-extensions/list-keys'
import {
  rangeWithSticky,
  stickyGroupIndex
} from '../../../src-renderer/ui/features/monitored-extensions/sticky-group'
import { arrangeRows } from '../../../src-renderer/ui/features/monitored-extensions/arrange-rows'
import { stageExtensions } from '../../support/stage/stage-people'

const plain = { ctrlKey: false, altKey: false, metaKey: false }

describe('a key in the list', () => {
  it.each([
    ['ArrowDown', { kind: 'move', by: 1 }],
    ['Enter', { kind: 'join', mode: 'spy' }],
    ['w', { kind: 'join', mode: 'whisper' }],
    ['B', { kind: 'join', mode: 'barge-in' }],
    ['n', { kind: 'bell' }],
    [' ', { kind: 'fold', how: 'toggle' }],
    ['x', null]
  ])('%j means %j', (key, action) => {
    expect(listAction({ key, ...plain })).toEqual(action)
  })

  it.each(['ctrlKey', 'altKey', 'metaKey'] as const)('means nothing with %s', (modifier) => {
    expect(listAction({ key: 'b', ...plain, [modifier]: true })).toBeNull()
  })
})

describe('a move', () => {
  it.each([
    [{ kind: 'move', by: 1 }, 3, 4],
    [{ kind: 'move', by: 1 }, 9, 9],
    [{ kind: 'move', by: -10 }, 4, 0],
    [{ kind: 'move-to', where: 'first' }, 4, 0],
    [{ kind: 'move-to', where: 'last' }, 4, 9]
  ] as const)('%j from %i leads to %i of ten lines', (action, from, to) => {
    expect(movedIndex(action, from, 10)).toBe(to)
  })
})

describe('the group at the top', () => {
  const view = { query: '', onCallOnly: false, sort: null, collapsed: [] }
  const items = arrangeRows(stageExtensions(24, 0), view, null)
  const groups = items.flatMap((item, index) => (item.kind === 'group' ? [index] : []))

  it('is the one that the first visible line belongs to', () => {
    for (const [position, start] of groups.entries()) {
      const end = groups[position + 1] ?? items.length
      for (let line = start; line < end; line++) expect(stickyGroupIndex(items, line)).toBe(start)
    }
  })

  it('is rendered together with the selected line, each line once and in order', () => {
    const [, second] = groups
    if (second === undefined) throw new Error('the stage has one group only')
    const range = { startIndex: second + 2, endIndex: second + 4, overscan: 0, count: items.length }
    expect(rangeWithSticky(items, range, 1)).toEqual([
      1,
      second,
      second + 2,
      second + 3,
      second + 4
    ])
    expect(rangeWithSticky(items, range, second + 3)).toEqual([
      second,
      second + 2,
      second + 3,
      second + 4
    ])
  })
})

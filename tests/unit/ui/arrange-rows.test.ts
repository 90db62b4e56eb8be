import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { describe, expect, it } from 'vitest'
import {
  arrangeRows,
  nextSort,
  type ListItem,
  type ListView
} from '../../../src-renderer/ui/features/monitored-extensions/arrange-rows'

function row(
  extension: string,
  name: string,
  huntGroup: string,
  part: Partial<MonitoredExtension> = {}
): MonitoredExtension {
  return {
    extension,
    name,
    huntGroup,
    supervisionAllowed: true,
    status: 'idle',
    since: null,
    remote: null,
    stale: false,
    ...part
  }
}

const rows = [
  row('744', 'John Miller', 'Care', { status: 'on-call', since: 5_000 }),
  row('8', 'Jörg Müller', 'Care', { since: 9_000 }),
  row('20', 'anna weber', 'Care', { status: 'ringing' }),
  row('744', 'John Miller', 'Sales', { status: 'on-call', since: 5_000 }),
  row('31', 'Zoë Park', 'Sales', { status: 'on-call', stale: true, since: 1_000 })
]

const everything: ListView = { query: '', onCallOnly: false, sort: null, collapsed: [] }

function lines(view: Partial<ListView>, supervised: string | null = null): readonly string[] {
  return arrangeRows(rows, { ...everything, ...view }, supervised).map(lineText)
}

function lineText(item: ListItem): string {
  return item.kind === 'group'
    ? `# ${item.name} ${String(item.onCall)}/${String(item.total)}${item.collapsed ? ' folded' : ''}`
    : item.row.extension
}

describe('the lines of the list', () => {
  it('are the groups in their order, each with its extensions', () => {
    expect(lines({})).toEqual(['# Care 1/3', '744', '8', '20', '# Sales 1/2', '744', '31'])
  })

  it('leave out the extensions of a folded group', () => {
    expect(lines({ collapsed: ['Care'] })).toEqual([
      '# Care 1/3 folded',
      '# Sales 1/2',
      '744',
      '31'
    ])
  })

  it('have a key each, also for an agent in two groups', () => {
    const keys = arrangeRows(rows, everything, null).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('the search', () => {
  it.each([
    ['miller', ['744', '744']],
    ['MULLER', ['8']],
    ['zoe', ['31']],
    ['31', ['31']],
    ['sales john', ['744']],
    ['  weber  ', ['20']],
    ['nobody', []]
  ])('%s finds %j', (query, expected) => {
    expect(lines({ query }).filter((line) => !line.startsWith('#'))).toEqual(expected)
  })

  it('leaves out groups without a hit and opens folded ones', () => {
    expect(lines({ query: 'zoe', collapsed: ['Sales'] })).toEqual(['# Sales 1/2', '31'])
  })
})

describe('the filter for calls', () => {
  it('shows who is on a call, also when that is only as last seen', () => {
    expect(lines({ onCallOnly: true })).toEqual(['# Care 1/3', '744', '# Sales 1/2', '744', '31'])
  })

  it('never hides the agent who is supervised', () => {
    expect(lines({ onCallOnly: true }, '20')).toContain('20')
  })
})

describe('the order within a group', () => {
  it.each([
    ['name', false, ['20', '744', '8']],
    ['name', true, ['8', '744', '20']],
    ['extension', false, ['8', '20', '744']],
    ['status', false, ['744', '20', '8']],
    ['since', false, ['8', '744', '20']],
    ['since', true, ['744', '8', '20']]
  ] as const)('by %s, descending: %s', (column, descending, expected) => {
    expect(lines({ sort: { column, descending } }).slice(1, 4)).toEqual(expected)
  })

  it('goes up, down and back to the profile as a header is clicked', () => {
    const up = nextSort(null, 'name')
    const down = nextSort(up, 'name')
    expect([up, down, nextSort(down, 'name'), nextSort(down, 'since')]).toEqual([
      { column: 'name', descending: false },
      { column: 'name', descending: true },
      null,
      { column: 'since', descending: false }
    ])
  })
})

import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { rowKey } from '../../store/apply-change'

export const sortColumns = ['name', 'extension', 'status', 'since'] as const
export type SortColumn = (typeof sortColumns)[number]

/** null: the order of the customer's profile */
export type SortOrder = { readonly column: SortColumn; readonly descending: boolean } | null

export interface ListView {
  readonly query: string
  readonly onCallOnly: boolean
  readonly sort: SortOrder
  /** names of the hunt groups that are folded away */
  readonly collapsed: readonly string[]
}

export interface GroupItem {
  readonly kind: 'group'
  readonly key: string
  readonly name: string
  /** of the whole group, whatever the filter hides */
  readonly total: number
  /** those known to be on a call now; a stale state is not counted */
  readonly onCall: number
  readonly collapsed: boolean
}

export interface ExtensionItem {
  readonly kind: 'extension'
  readonly key: string
  readonly row: MonitoredExtension
}

export type ListItem = GroupItem | ExtensionItem

/**
 * The lines of the list: each hunt group and, unless it is folded away, its extensions that pass the filter. A search
 * opens folded groups, since a hit that is not shown is none. The row being supervised always passes the filter.
 */
export function arrangeRows(
  rows: readonly MonitoredExtension[],
  view: ListView,
  supervisedExtension: string | null
): readonly ListItem[] {
  const passes = rowFilter(view, supervisedExtension)
  const filtering = view.query.trim() !== '' || view.onCallOnly
  const items: ListItem[] = []
  for (const [name, members] of groupRows(rows)) {
    const shown = members.filter(passes)
    if (filtering && shown.length === 0) continue
    const collapsed = view.query.trim() === '' && view.collapsed.includes(name)
    items.push({
      kind: 'group',
      key: `group\n${name}`,
      name,
      total: members.length,
      onCall: members.filter((row) => isOnCall(row) && !row.stale).length,
      collapsed
    })
    if (collapsed) continue
    for (const row of sortRows(shown, view.sort)) {
      items.push({ kind: 'extension', key: rowKey(row), row })
    }
  }
  return items
}

export function isOnCall(row: MonitoredExtension): boolean {
  return row.status === 'on-call'
}

/** The filter and the search together; every word of the search must occur. */
export function rowFilter(
  { query, onCallOnly }: Pick<ListView, 'query' | 'onCallOnly'>,
  supervisedExtension: string | null
): (row: MonitoredExtension) => boolean {
  const words = searchable(query).split(/\s+/).filter(Boolean)
  return (row) => {
    if (onCallOnly && !isOnCall(row) && row.extension !== supervisedExtension) return false
    if (words.length === 0) return true
    const text = searchable(`${row.name} ${row.extension} ${row.huntGroup}`)
    return words.every((word) => text.includes(word))
  }
}

/** Nobody types accents into a search field: "muller" finds "Müller". */
function searchable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function groupRows(rows: readonly MonitoredExtension[]): Map<string, MonitoredExtension[]> {
  const groups = new Map<string, MonitoredExtension[]>()
  for (const row of rows) {
    const members = groups.get(row.huntGroup)
    if (members) members.push(row)
    else groups.set(row.huntGroup, [row])
  }
  return groups
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const statusOrder: readonly MonitoredExtension['status'][] = [
  'on-call',
  'ringing',
  'idle',
  'unknown',
  'not-allowed'
]

const comparisons: Readonly<
  Record<SortColumn, (a: MonitoredExtension, b: MonitoredExtension) => number>
> = {
  name: (a, b) => collator.compare(a.name || a.extension, b.name || b.extension),
  extension: (a, b) => collator.compare(a.extension, b.extension),
  status: (a, b) => statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status),
  // Ascending means the shortest time first; an unknown time comes last either way.
  since: (a, b) => (b.since ?? 0) - (a.since ?? 0)
}

function sortRows(
  rows: readonly MonitoredExtension[],
  sort: SortOrder
): readonly MonitoredExtension[] {
  if (!sort) return rows
  const compare = comparisons[sort.column]
  const direction = sort.descending ? -1 : 1
  const unknownTime = (row: MonitoredExtension) =>
    sort.column === 'since' && row.since === null ? 1 : 0
  return rows.toSorted((a, b) => unknownTime(a) - unknownTime(b) || direction * compare(a, b))
}

/** What a click on a column header does: ascending, then descending, then the profile's order again. */
export function nextSort(sort: SortOrder, column: SortColumn): SortOrder {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}

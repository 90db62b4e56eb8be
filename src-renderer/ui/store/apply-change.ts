import type { MonitoredExtension, Slices, SnapshotChange } from '@contract/ipc/snapshot'

/** Identifies a row: one agent may be in several hunt groups. */
export function rowKey(row: Pick<MonitoredExtension, 'huntGroup' | 'extension'>): string {
  return `${row.huntGroup}\n${row.extension}`
}

/** The slices after one change. Everything that the change does not name keeps its identity. */
export function applyChange(slices: Slices, change: SnapshotChange): Slices {
  return change.kind === 'slice'
    ? { ...slices, [change.slice]: change.value }
    : { ...slices, extensions: patchRows(slices.extensions, change.rows) }
}

/** Where each row stands. It goes from a list to its successor: a patch moves nobody. */
const places = new WeakMap<Slices['extensions'], ReadonlyMap<string, number>>()

function patchRows(
  rows: Slices['extensions'],
  changed: readonly MonitoredExtension[]
): Slices['extensions'] {
  const placeOf = places.get(rows) ?? new Map(rows.map((row, index) => [rowKey(row), index]))
  const patched = [...rows]
  for (const row of changed) {
    const place = placeOf.get(rowKey(row))
    if (place !== undefined) patched[place] = row
  }
  places.set(patched, placeOf)
  return patched
}

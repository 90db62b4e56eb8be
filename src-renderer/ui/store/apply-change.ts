import type { MonitoredExtension, Slices, SnapshotChange } from '@contract/ipc/snapshot'
import { withPast } from '@contract/ipc/with-past'

/** Identifies a row: one agent may be in several hunt groups. */
export function rowKey(row: Pick<MonitoredExtension, 'huntGroup' | 'extension'>): string {
  return `${row.huntGroup}\n${row.extension}`
}

/** The slices after one change. Everything that the change does not name keeps its identity. */
export function applyChange(slices: Slices, change: SnapshotChange): Slices {
  switch (change.kind) {
    case 'slice':
      return { ...slices, [change.slice]: change.value }
    case 'extensions':
      return { ...slices, extensions: patchRows(slices.extensions, change.rows) }
    case 'history':
      return { ...slices, history: withPast(change.over, slices.history) }
  }
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

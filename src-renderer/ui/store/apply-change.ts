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

function patchRows(
  rows: Slices['extensions'],
  changed: readonly MonitoredExtension[]
): Slices['extensions'] {
  const byKey = new Map(changed.map((row) => [rowKey(row), row]))
  return rows.map((row) => byKey.get(rowKey(row)) ?? row)
}

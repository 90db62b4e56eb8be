import { isDeepStrictEqual } from 'node:util'
import type { PastSupervision } from '@contract/ipc/past-supervision'
import type {
  MonitoredExtension,
  SliceName,
  Slices,
  Snapshot,
  SnapshotChange
} from '@contract/ipc/snapshot'
import { withPast } from '@contract/ipc/with-past'

const rowKey = ({ huntGroup, extension }: MonitoredExtension) => `${huntGroup}\n${extension}`

/** The one-way state: holds what every window shows and tells each change once, in order. */
export class SnapshotPublisher {
  private revision = 0
  private rowIndex = new Map<string, number>()
  private readonly changedRows = new Map<string, MonitoredExtension>()
  private flush: NodeJS.Immediate | null = null

  constructor(
    private slices: Slices,
    private readonly tell: (change: SnapshotChange) => void
  ) {
    this.indexRows()
  }

  get snapshot(): Snapshot {
    this.flushRows()
    return { revision: this.revision, slices: this.slices }
  }

  /** @returns the revision that has it */
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): number {
    if (slice === 'extensions') this.dropRowChanges()
    else if (isDeepStrictEqual(this.slices[slice], value)) return this.revision
    this.slices = { ...this.slices, [slice]: value }
    if (slice === 'extensions') this.indexRows()
    this.revision += 1
    // The compiler cannot see that slice and value belong together.
    this.tell({ revision: this.revision, kind: 'slice', slice, value } as SnapshotChange)
    return this.revision
  }

  /** Rows that changed. Those of one turn of the event loop leave together: a storm of NOTIFYs is one message. */
  changeRows(rows: readonly MonitoredExtension[]): void {
    for (const row of rows) this.changedRows.set(rowKey(row), row)
    this.flush ??= setImmediate(() => {
      this.flushRows()
    })
  }

  /** One supervision more, and nothing of those before it. */
  addPast(over: PastSupervision): void {
    this.slices = { ...this.slices, history: withPast(over, this.slices.history) }
    this.revision += 1
    this.tell({ revision: this.revision, kind: 'history', over })
  }

  private flushRows(): void {
    const rows = [...this.changedRows.values()].filter((row) => this.rowIndex.has(rowKey(row)))
    this.dropRowChanges()
    if (rows.length === 0) return
    const extensions = [...this.slices.extensions]
    for (const row of rows) extensions[this.rowIndex.get(rowKey(row)) ?? -1] = row
    this.slices = { ...this.slices, extensions }
    this.revision += 1
    this.tell({ revision: this.revision, kind: 'extensions', rows })
  }

  private dropRowChanges(): void {
    this.changedRows.clear()
    if (this.flush) clearImmediate(this.flush)
    this.flush = null
  }

  private indexRows(): void {
    this.rowIndex = new Map(this.slices.extensions.map((row, index) => [rowKey(row), index]))
  }
}

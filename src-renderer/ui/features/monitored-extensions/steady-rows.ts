import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { rowKey } from '../../store/apply-change'

type Rows = readonly MonitoredExtension[]

/** Arranging five thousand rows takes longer than a frame. Nobody reads a list that changes more often than this. */
const betweenChangesMs = 100

export interface SteadyRows {
  readonly get: () => Rows
  readonly subscribe: (listener: () => void) => () => void
}

export interface RowsSource {
  readonly read: () => Rows
  readonly subscribe: (listener: () => void) => () => void
}

/**
 * The rows, changing at most ten times a second: at once after a quiet while, and what changes meanwhile together. Rows
 * of another customer never wait.
 */
export function steadyRows(
  source: RowsSource,
  now: () => number = () => performance.now()
): SteadyRows {
  let rows = source.read()
  let changedAt = -Infinity
  return {
    get: () => rows,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const take = () => {
        clearTimeout(timer)
        timer = undefined
        changedAt = now()
        rows = source.read()
        listener()
      }
      const look = () => {
        const next = source.read()
        if (next === rows) return
        const waitMs = changedAt + betweenChangesMs - now()
        if (waitMs <= 0 || !sameFloor(rows, next)) take()
        else timer ??= setTimeout(take, waitMs)
      }
      look()
      const unsubscribe = source.subscribe(look)
      return () => {
        unsubscribe()
        clearTimeout(timer)
      }
    }
  }
}

/** The same people in the same places, as far as the ends of the list tell. */
function sameFloor(one: Rows, other: Rows): boolean {
  const keyAt = (rows: Rows, index: number) => {
    const row = rows.at(index)
    return row && rowKey(row)
  }
  return (
    one.length === other.length &&
    keyAt(one, 0) === keyAt(other, 0) &&
    keyAt(one, -1) === keyAt(other, -1)
  )
}

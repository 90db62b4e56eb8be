import type { Failure } from '@contract/errors/reasons'
import type { Slices, SnapshotChange } from '@contract/ipc/snapshot'
import type { WindowApi } from '@contract/ipc/window-api'
import { applyChange } from './apply-change'
import { sendCommand } from './send-command'

export type SnapshotState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'ready'; readonly revision: number; readonly slices: Slices }

export interface SnapshotStore {
  readonly getState: () => SnapshotState
  readonly subscribe: (listener: () => void) => () => void
  /** Fetches the snapshot anew, e.g. after a failure. */
  readonly refetch: () => void
  /** Ends the subscription to main. */
  readonly close: () => void
}

/**
 * The window's copy of what main knows.
 *
 * ```
 *  loading ──snapshot──► ready ──change with the next revision──► ready
 *     │                    └──gap──► (keeps showing, fetches anew) ──► ready
 *     └──failure──► failed ──refetch──► ready
 * ```
 * Changes that arrive during a fetch wait for it: some are in the snapshot already, the others follow it.
 */
export function createSnapshotStore(api: WindowApi): SnapshotStore {
  let state: SnapshotState = { status: 'loading' }
  let fetching = false
  let waiting: SnapshotChange[] = []
  const listeners = new Set<() => void>()

  function become(next: SnapshotState): void {
    state = next
    for (const listener of listeners) listener()
  }

  function applyWaiting(): void {
    if (state.status !== 'ready') return
    let { revision, slices } = state
    const changes = waiting
    waiting = []
    for (const [index, change] of changes.entries()) {
      if (change.revision <= revision) continue
      if (change.revision > revision + 1) {
        waiting = changes.slice(index)
        break
      }
      revision = change.revision
      slices = applyChange(slices, change)
    }
    if (revision !== state.revision) become({ status: 'ready', revision, slices })
    if (waiting.length > 0) void fetchSnapshot()
  }

  async function fetchSnapshot(): Promise<void> {
    if (fetching) return
    fetching = true
    const answer = await sendCommand(api, 'snapshot.get')
    fetching = false
    if (answer.ok) {
      become({ status: 'ready', ...answer.value })
      applyWaiting()
    } else {
      waiting = []
      become({ status: 'failed', failure: answer.failure })
    }
  }

  const unsubscribe = api.onSnapshotChanged((change) => {
    waiting.push(change)
    if (!fetching) applyWaiting()
  })
  void fetchSnapshot()

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refetch: () => void fetchSnapshot(),
    close: unsubscribe
  }
}

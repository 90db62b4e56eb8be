import { randomUUID } from 'node:crypto'
import { pastSupervisionSchema } from '@contract/ipc/past-supervision'
import { recentCallSchema, type RecentCall } from '@contract/ipc/phone-view'
import { SupervisionHistory } from '../history/supervision-history'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import { openListFile, type ListFile } from './list-file'
import type { Log } from './log'

/** What is remembered of calls in a user-data folder. */
export interface CallRecords {
  readonly recentCalls: ListFile<RecentCall>
  readonly history: SupervisionHistory
}

export function openCallRecords(
  folder: string,
  publisher: SnapshotPublisher,
  log: Log
): CallRecords {
  const supervisions = openListFile({
    folder,
    name: 'supervision-history',
    schema: pastSupervisionSchema,
    log
  })
  return {
    recentCalls: openListFile({ folder, name: 'recent-calls', schema: recentCallSchema, log }),
    history: new SupervisionHistory({
      kept: supervisions.items,
      save: (items) => {
        supervisions.save(items)
      },
      publish: (items) => {
        publisher.set('history', [...items])
      },
      publishOver: (over) => {
        publisher.addPast(over)
      },
      now: Date.now,
      newId: randomUUID
    })
  }
}

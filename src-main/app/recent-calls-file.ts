import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { recentCallSchema, type RecentCall } from '@contract/ipc/phone-view'
import type { Log } from './log'

const fileSchema = z.object({ version: z.literal(1), calls: z.array(recentCallSchema) })

export interface RecentCallsFile {
  readonly calls: readonly RecentCall[]
  save(calls: readonly RecentCall[]): void
}

/** The recent calls of a user-data folder. They are no settings: a file that cannot be read counts as empty. */
export function openRecentCallsFile(folder: string, log: Log): RecentCallsFile {
  const path = join(folder, 'recent-calls.json')
  return {
    calls: read(path),
    save(calls) {
      try {
        const text = JSON.stringify({ version: 1, calls: [...calls] } satisfies z.input<
          typeof fileSchema
        >)
        writeFileSync(`${path}.new`, text, { mode: 0o600 })
        renameSync(`${path}.new`, path)
      } catch (error) {
        log.warn(`the recent calls were not saved: ${String(error)}`)
      }
    }
  }
}

function read(path: string): readonly RecentCall[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).calls
  } catch {
    return []
  }
}

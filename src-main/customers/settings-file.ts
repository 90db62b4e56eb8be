import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { failure, type Failure } from '@contract/errors/reasons'
import type { Settings } from '@contract/settings/settings'
import type { SettingsFile } from './customer-directory'
import { readSettings } from './settings-document'

const name = 'settings'

/**
 * Opens the settings of a user-data folder. A file that cannot be read is renamed, never overwritten.
 *
 * @param replace - puts a text in the place of a file, whole or not at all
 */
export function openSettingsFile(
  folder: string,
  now: Date,
  replace: (path: string, text: string) => void
): { settings: Settings; problem: Failure | null; file: SettingsFile } {
  const path = join(folder, `${name}.json`)
  const { settings, problem } = readSettings(readJson(path))
  let noticed = problem
  if (problem && existsSync(path)) {
    const aside = join(folder, `${name}.kept-${now.toISOString().replace(/[:.]/g, '-')}.json`)
    renameSync(path, aside)
    noticed = failure(problem.reason, { ...problem.context, file: aside })
  }
  const file: SettingsFile = {
    save: (next) => {
      replace(path, JSON.stringify(next, undefined, '\t'))
    }
  }
  if (noticed) saveIfPossible(file, settings)
  return { settings, problem: noticed, file }
}

/** The app starts on a full disk as well: what was kept aside is not lost, and the next change is saved again. */
function saveIfPossible(file: SettingsFile, settings: Settings): void {
  try {
    file.save(settings)
  } catch {
    // Whoever changes a setting is told so then.
  }
}

/** An empty object for a file that is not there, undefined for one that is not JSON. */
function readJson(path: string): unknown {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

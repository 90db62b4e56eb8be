import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Store from 'electron-store'
import { failure, type Failure } from '@contract/errors/reasons'
import type { Settings } from '@contract/settings/settings'
import type { SettingsFile } from './customer-directory'
import { readSettings } from './settings-document'

const name = 'settings'

/** Opens the settings of a user-data folder. A file that cannot be read is renamed, never overwritten. */
export function openSettingsFile(
  folder: string,
  now: Date
): { settings: Settings; problem: Failure | null; file: SettingsFile } {
  const path = join(folder, `${name}.json`)
  const { settings, problem } = readSettings(readJson(path))
  let noticed = problem
  if (problem && existsSync(path)) {
    const aside = join(folder, `${name}.kept-${now.toISOString().replace(/[:.]/g, '-')}.json`)
    renameSync(path, aside)
    noticed = failure(problem.reason, { ...problem.context, file: aside })
  }
  const store = new Store<Record<string, unknown>>({
    name,
    cwd: folder,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600
  })
  const file: SettingsFile = {
    save: (next) => {
      store.store = { ...next }
    }
  }
  if (noticed) file.save(settings)
  return { settings, problem: noticed, file }
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

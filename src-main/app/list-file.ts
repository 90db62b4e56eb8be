import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from './log'
import { replaceFile } from './replace-file'

export interface ListFile<Item> {
  /** as they were when the file was opened */
  readonly items: readonly Item[]
  save(items: readonly Item[]): void
}

export interface ListFileOptions<Item> {
  /** the user-data folder */
  readonly folder: string
  /** of the file, without its ending */
  readonly name: string
  readonly schema: z.ZodType<Item>
  readonly log: Log
}

const fileSchema = z.object({ version: z.literal(1), items: z.array(z.unknown()) })

/**
 * What is remembered of calls, for this user alone. It is no reason to fail: an entry that cannot be read is left out, and
 * the file that it stood in is renamed, never overwritten.
 */
export function openListFile<Item>(options: ListFileOptions<Item>): ListFile<Item> {
  const { folder, name, log } = options
  const path = join(folder, `${name}.json`)
  const save = (items: readonly Item[]): void => {
    try {
      const file: z.input<typeof fileSchema> = { version: 1, items: [...items] }
      replaceFile(path, JSON.stringify(file))
    } catch (error) {
      log.warn(`${name} was not saved: ${String(error)}`)
    }
  }
  return { items: read(path, options, save), save }
}

function read<Item>(
  path: string,
  { name, schema, log }: ListFileOptions<Item>,
  save: ListFile<Item>['save']
): readonly Item[] {
  if (!existsSync(path)) return []
  const entries = entriesOf(path)
  const items = (entries ?? []).flatMap((entry) => {
    const parsed = schema.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
  if (items.length !== entries?.length) {
    log.warn(`${name} could not be read as a whole; the file is kept`)
    keep(path)
    // At once: until something new is saved the good ones would be in the kept file alone.
    save(items)
  }
  return items
}

/** undefined when it is no such file */
function entriesOf(path: string): readonly unknown[] | undefined {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).items
  } catch {
    return undefined
  }
}

/** One is kept, the latest: what breaks a file breaks it again. */
function keep(path: string): void {
  try {
    renameSync(path, path.replace(/\.json$/, '.kept.json'))
  } catch {
    // The next save replaces it.
  }
}

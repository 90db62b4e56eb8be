import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a folder of configuration files with the words between @ signs filled in. */
export function renderConfiguration(
  templates: string,
  folder: string,
  words: Readonly<Record<string, string>>
): void {
  for (const name of readdirSync(templates)) {
    const text = readFileSync(join(templates, name), 'utf8').replace(
      /@([A-Z_]+)@/g,
      (whole, word: string) => words[word] ?? whole
    )
    writeFileSync(join(folder, name), text)
  }
}

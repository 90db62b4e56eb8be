import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'

const root = resolve(import.meta.dirname, '../../../src-renderer')
/** the windows that people read */
const windows = ['ui', 'hud']

/** The TypeScript sources of what people read, parsed. */
export function uiSources(): readonly ts.SourceFile[] {
  const files = findSources()
  if (files.length < 50) throw new Error(`only ${String(files.length)} sources in ${root}`)
  return files.map((file) =>
    ts.createSourceFile(
      file,
      readFileSync(resolve(root, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    )
  )
}

function findSources(): readonly string[] {
  return windows.flatMap((window) =>
    readdirSync(resolve(root, window), { recursive: true, encoding: 'utf8' })
      .filter((file) => /[.]tsx?$/.test(file))
      .map((file) => `${window}/${file}`)
  )
}

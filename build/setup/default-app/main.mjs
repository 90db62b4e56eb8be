// Stands in for the default_app.asar of the fallback distribution: `electron [-r file]... <app folder or file> [arguments]`.
// An ES module that awaits the application: Electron holds back its `ready` until this file has run, and an
// application may call what must be called before that.
import { app as publicApp } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @typedef {{ setVersion(version: string): void, setAppPath(path: string): void }} ForDefaultApp */
const app = /** @type {import('electron').App & ForDefaultApp} */ (publicApp)

/** @param {readonly string[]} args */
function parse(args) {
  /** @type {string[]} */
  const preloads = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '-r' || arg === '--require') preloads.push(args[++index] ?? '')
    else if (arg === '-v' || arg === '--version') return { preloads, file: undefined }
    else if (!arg.startsWith('-')) return { preloads, file: arg }
  }
  return { preloads, file: undefined }
}

/** @param {string} folder */
function introduce(folder) {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return undefined
  const { version, productName, name, desktopName } = JSON.parse(readFileSync(file, 'utf8'))
  if (version) app.setVersion(version)
  if (productName ?? name) app.name = productName ?? name
  if (process.platform === 'linux') app.setDesktopName(desktopName ?? `${app.name}.desktop`)
  return folder
}

const { preloads, file } = parse(process.argv.slice(1))
if (file === undefined) {
  process.stdout.write(`v${process.versions.electron}\n`)
  process.exit(0)
}
const require = createRequire(import.meta.url)
for (const preload of preloads) require(resolve(preload))
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
try {
  const folder = resolve(file)
  const root = introduce(folder)
  // The same resolution as `require(folder)`: package.json's main, index.js, or the file itself.
  const main = /** @type {any} */ (Module)._resolveFilename(folder, null, true)
  app.setAppPath(root ?? dirname(main))
  await import(pathToFileURL(main).href)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

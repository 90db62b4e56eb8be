import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines, runNode } from './child-process.mjs'
import { installedElectronVersion } from './electron-package.mjs'
import { step } from './progress.mjs'
import { inRoot } from './root.mjs'
import { SetupFailure } from './setup-failure.mjs'

const SOURCES = ['src-main', 'src-renderer', 'resources', 'build/vite']
const SOURCE_FILES = ['electron.vite.config.ts', 'package.json', 'package-lock.json']
const fingerprintFile = () => inRoot('out/.fingerprint')

/** @param {string} folder */
function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Contents, not times: switching branches back and forth must not cost a build. */
function fingerprint() {
  const hash = createHash('sha256').update(installedElectronVersion() ?? '')
  const files = [
    ...SOURCES.flatMap((folder) => filesIn(inRoot(folder))),
    ...SOURCE_FILES.map((file) => inRoot(file))
  ]
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function lastBuild() {
  try {
    return readFileSync(fingerprintFile(), 'utf8')
  } catch {
    return undefined
  }
}

export async function buildApp() {
  const built = fingerprint()
  forgetBuild()
  await step('Building the application', async () => {
    const { code, output } = await runNode([
      inRoot('node_modules/electron-vite/bin/electron-vite.js'),
      'build'
    ])
    if (code === 0) return
    throw new SetupFailure(
      `The application does not build:\n${lastLines(output, 40)}`,
      'correct the error above; `npm run check` says more about types and imports'
    )
  })
  writeFileSync(fingerprintFile(), built)
}

export async function ensureAppIsBuilt() {
  if (lastBuild() !== fingerprint()) await buildApp()
}

/** The development server writes its own bundles to the same place. */
export function forgetBuild() {
  rmSync(fingerprintFile(), { force: true })
}

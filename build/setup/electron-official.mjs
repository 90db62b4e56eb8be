import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'
import { lastLines, runNode } from './child-process.mjs'
import { electronPackage, wantedElectronVersion } from './electron-package.mjs'

const STALLED_AFTER_MS = 20_000
const REFUSAL_IS_REMEMBERED_MS = 7 * 24 * 3600 * 1000
const refusalFile = () => join(cacheFolder(), 'electron-download-refused.json')

/** A machine whose network refuses the download would otherwise wait for the same answer after every `npm ci`. */
export function rememberedRefusal() {
  if (process.env['COACHLINE_RETRY_ELECTRON']) return undefined
  try {
    const { version, at, reason } = JSON.parse(readFileSync(refusalFile(), 'utf8'))
    const isFresh = Date.now() - Date.parse(at) < REFUSAL_IS_REMEMBERED_MS
    return version === wantedElectronVersion() && isFresh ? { at, reason } : undefined
  } catch {
    return undefined
  }
}

/** @param {string} reason */
function rememberRefusal(reason) {
  mkdirSync(cacheFolder(), { recursive: true })
  const refusal = { version: wantedElectronVersion(), at: new Date().toISOString(), reason }
  writeFileSync(refusalFile(), JSON.stringify(refusal, null, 2))
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message
}

/**
 * Fills Electron's own download cache. Its installer then finds the archive there: the package has no
 * post-install script, and the installer alone says nothing for half a minute and never gives up.
 * @param {(text: string) => void} detail
 */
async function download(detail) {
  const require = createRequire(join(electronPackage, 'package.json'))
  /** @type {(options: object) => Promise<string>} */
  const downloadArtifact = (await import(pathToFileURL(require.resolve('@electron/get')).href))
    .downloadArtifact
  const giveUp = new AbortController()
  const stalled = () => giveUp.abort(new Error(`no data for ${STALLED_AFTER_MS / 1000} s`))
  let timer = setTimeout(stalled, STALLED_AFTER_MS)
  try {
    await downloadArtifact({
      version: wantedElectronVersion(),
      artifactName: 'electron',
      checksums: JSON.parse(readFileSync(join(electronPackage, 'checksums.json'), 'utf8')),
      downloadOptions: {
        quiet: true,
        signal: giveUp.signal,
        getProgressCallback: (
          /** @type {{ transferred: number, total: number | null }} */ progress
        ) => {
          clearTimeout(timer)
          timer = setTimeout(stalled, STALLED_AFTER_MS)
          const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0)
          detail(`${megabytes(progress.transferred)} of ${megabytes(progress.total ?? 0)} MB`)
        }
      }
    })
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Electron's own binary: from its cache, a mirror (ELECTRON_MIRROR) or GitHub.
 * @param {(text: string) => void} detail
 * @returns {Promise<string | undefined>} why it could not be had
 */
export async function installOfficialElectron(detail) {
  try {
    await download(detail)
  } catch (error) {
    const reason = reasonOf(error)
    rememberRefusal(reason)
    return reason
  }
  detail('unpacking')
  // The installer leaves an existing folder in place, and the fallback is a link to a shared one.
  rmSync(join(electronPackage, 'dist'), { recursive: true, force: true })
  const { code, output } = await runNode([join(electronPackage, 'install.js')])
  if (code !== 0) return lastLines(output, 3)
  rmSync(refusalFile(), { force: true })
  return undefined
}

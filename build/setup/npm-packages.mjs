import { readFileSync } from 'node:fs'
import { firstLines, runNpm } from './child-process.mjs'
import { step } from './progress.mjs'
import { inRoot } from './root.mjs'
import { SetupFailure } from './setup-failure.mjs'

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }>} Packages */

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * npm notes in node_modules what it really put there. Comparing that with the lock file also recognises
 * an `npm ci` by hand and a lock file that came with a `git pull`.
 */
export function packagesAreInstalled() {
  const wanted = packagesOf(inRoot('package-lock.json'))
  const present = packagesOf(inRoot('node_modules/.package-lock.json'))
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    // What is optional may be absent: it is made for another operating system.
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

export async function ensureNpmPackages() {
  if (packagesAreInstalled()) return
  await step('Installing npm packages (package-lock.json)', async () => {
    const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code === 0) return
    throw new SetupFailure(
      `npm could not install the packages:\n${firstLines(output)}`,
      'check the connection to the npm registry (`npm ping`, proxy settings), then run the same command again'
    )
  })
}

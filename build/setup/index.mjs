import { ensureAppIsBuilt } from './app-bundle.mjs'
import { needsVirtualDisplay, startVirtualDisplay } from './display.mjs'
import { ensureElectronBinary } from './electron-binary.mjs'
import { ensureNpmPackages } from './npm-packages.mjs'
import { say } from './progress.mjs'
import { whySandboxCannotWork } from './sandbox.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * @typedef {object} Ready
 * @property {string} electron the binary
 * @property {string[]} electronFlags what Electron needs on this machine, before the application's folder
 * @property {NodeJS.ProcessEnv} env for everything that starts the application
 */

/**
 * Takes a checkout from nothing to running: each step looks whether it is needed, so a second run takes no time.
 * @param {{ bundle: boolean, forTests?: boolean }} options
 * @returns {Promise<Ready>}
 */
export async function prepare({ bundle, forTests = false }) {
  await ensureNpmPackages()
  const electron = await ensureElectronBinary()
  const virtual = needsVirtualDisplay()
  await ensureSystemLibraries(electron, { needsVirtualDisplay: virtual, forTests })
  if (bundle) await ensureAppIsBuilt()

  const env = { ...process.env }
  // Set by editors that are Electron applications themselves; ours would start as plain Node.
  delete env['ELECTRON_RUN_AS_NODE']
  if (virtual) env['DISPLAY'] = (await startVirtualDisplay()).display
  const electronFlags = []
  const whyNoSandbox = whySandboxCannotWork(electron)
  if (whyNoSandbox !== undefined) {
    say(`  Running without Chromium's sandbox: ${whyNoSandbox}.`)
    electronFlags.push('--no-sandbox')
    // Test runners start Electron themselves, without these flags; electron-vite has a variable of its own.
    env['ELECTRON_DISABLE_SANDBOX'] = '1'
    env['NO_SANDBOX'] = '1'
  }
  return { electron, electronFlags, env }
}

// npm run build: bundles into out/, whether or not anything changed.
import { buildApp } from './setup/app-bundle.mjs'
import { ensureElectronBinary } from './setup/electron-binary.mjs'
import { ensureNpmPackages } from './setup/npm-packages.mjs'
import { runMain } from './setup/setup-failure.mjs'

await runMain(async () => {
  await ensureNpmPackages()
  // The bundle is compiled for the Electron that is installed.
  await ensureElectronBinary()
  await buildApp()
  return 0
})

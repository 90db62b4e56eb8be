// npm run dev [-- --demo]: like npm start, rebuilding and reloading on every change.
import { forgetBuild } from './setup/app-bundle.mjs'
import { runInForeground } from './setup/foreground.mjs'
import { prepare } from './setup/index.mjs'
import { inRoot } from './setup/root.mjs'
import { runMain } from './setup/setup-failure.mjs'

await runMain(async () => {
  const { electron, env } = await prepare({ bundle: false })
  forgetBuild()
  const electronVite = inRoot('node_modules/electron-vite/bin/electron-vite.js')
  const args = [electronVite, 'dev', '--watch', '--', ...process.argv.slice(2)]
  return runInForeground(process.execPath, args, { ...env, ELECTRON_EXEC_PATH: electron })
})

// npm start [-- --demo]: everything that a checkout needs, then the application.
import { runInForeground } from './setup/foreground.mjs'
import { prepare } from './setup/index.mjs'
import { root } from './setup/root.mjs'
import { runMain } from './setup/setup-failure.mjs'

await runMain(async () => {
  const { electron, electronFlags, env } = await prepare({ bundle: true })
  return runInForeground(electron, [...electronFlags, root, ...process.argv.slice(2)], env)
})

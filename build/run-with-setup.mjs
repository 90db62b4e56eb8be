// npm run scenario, bench and the tests: a program that needs Electron, a display and (mostly) the built application.
// usage: node build/run-with-setup.mjs [--without-app] <program.ts or .js> [arguments]
import { runInForeground } from './setup/foreground.mjs'
import { prepare } from './setup/index.mjs'
import { inRoot } from './setup/root.mjs'
import { runMain } from './setup/setup-failure.mjs'

await runMain(async () => {
  const given = process.argv.slice(2)
  const withoutApp = given[0] === '--without-app'
  const [program = '', ...args] = withoutApp ? given.slice(1) : given
  const { env } = await prepare({ bundle: !withoutApp, forTests: true })
  const typescript = program.endsWith('.ts') ? ['--import', 'tsx'] : []
  return runInForeground(process.execPath, [...typescript, inRoot(program), ...args], {
    ...env,
    TSX_TSCONFIG_PATH: inRoot('tests/tsconfig.json')
  })
})

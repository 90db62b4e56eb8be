// npm run scenario, bench, test:interop and test:e2e: a TypeScript program or test run that needs the application.
// usage: node build/run-with-setup.mjs <program.ts or .js> [arguments]
import { runInForeground } from './setup/foreground.mjs'
import { prepare } from './setup/index.mjs'
import { inRoot } from './setup/root.mjs'
import { runMain } from './setup/setup-failure.mjs'

await runMain(async () => {
  const [program = '', ...args] = process.argv.slice(2)
  const { env } = await prepare({ bundle: true })
  const typescript = program.endsWith('.ts') ? ['--import', 'tsx'] : []
  return runInForeground(process.execPath, [...typescript, inRoot(program), ...args], {
    ...env,
    TSX_TSCONFIG_PATH: inRoot('tests/tsconfig.json')
  })
})

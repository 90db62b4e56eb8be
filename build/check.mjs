// npm run check: what must hold before each commit.
import { availableParallelism } from 'node:os'
import { runChecks } from './checks/run-checks.mjs'
import { sourceChecks } from './checks/source-checks.mjs'
import { ensureNpmPackages } from './setup/npm-packages.mjs'
import { runMain } from './setup/setup-failure.mjs'

await runMain(async () => {
  await ensureNpmPackages()
  const failed = await runChecks(sourceChecks(), Math.min(availableParallelism(), 3))
  return failed.length === 0 ? 0 : 1
})

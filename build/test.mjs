// npm test: everything that can be proved on this machine, ending in one line "N passed, N failed".
import { availableParallelism } from 'node:os'
import { runChecks } from './checks/run-checks.mjs'
import { sourceChecks } from './checks/source-checks.mjs'
import { countsIn, playwright, reportFile, vitest } from './checks/test-runs.mjs'
import { runNode } from './setup/child-process.mjs'
import { prepare } from './setup/index.mjs'
import { say } from './setup/progress.mjs'
import { inRoot } from './setup/root.mjs'
import { runMain } from './setup/setup-failure.mjs'

const reports = {
  unit: reportFile('unit'),
  integration: reportFile('integration'),
  e2e: reportFile('e2e')
}

/** @param {NodeJS.ProcessEnv} env */
const testChecks = (env) => [
  {
    name: 'integration',
    run: () => vitest('integration', reports.integration, env),
    fix: 'npm run test:integration (add a file name to run only that)'
  },
  {
    name: 'build',
    run: () => runNode([inRoot('build/build.mjs')]),
    fix: 'npm run build'
  },
  {
    name: 'third-party notices',
    run: () => runNode([inRoot('build/third-party-notices.mjs'), '--check']),
    fix: 'npm run notices'
  },
  {
    name: 'e2e',
    run: () => playwright(reports.e2e, env),
    fix: 'npm run test:e2e (add a file name to run only that); traces are in test-results/e2e'
  }
]

/** @param {readonly string[]} failedSteps */
function summary(failedSteps) {
  const all = Object.entries(reports).map(([name, report]) => ({ name, ...countsIn(report) }))
  for (const { name, passed, failed } of all) say(`  ${name}: ${passed} passed, ${failed} failed`)
  if (failedSteps.length > 0) say(`  steps that failed: ${failedSteps.join(', ')}`)
  // A step can fail without a failed test (lint, a crash); the closing line must not look green then.
  const stepsWithoutCount = failedSteps.filter(
    (step) => !all.some(({ name, failed }) => name === step && failed > 0)
  ).length
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    all.reduce((total, one) => total + one[key], 0)
  return { passed: sum('passed'), failed: sum('failed') + stepsWithoutCount }
}

await runMain(async () => {
  const { env } = await prepare({ bundle: false, forTests: true })
  const failed = await runChecks(
    sourceChecks({ unitReport: reports.unit }),
    Math.min(availableParallelism(), 3)
  )
  failed.push(...(await runChecks(testChecks(env), 1)))
  const counts = summary(failed)
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`)
  return failed.length === 0 ? 0 : 1
})

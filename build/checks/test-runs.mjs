import { existsSync, readFileSync, rmSync } from 'node:fs'
import { runNode } from '../setup/child-process.mjs'
import { inRoot } from '../setup/root.mjs'

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults
 */

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number }} stats
 * @property {unknown[]} errors
 */

/** @param {string} name */
export const reportFile = (name) => inRoot('test-results', `${name}.json`)

/**
 * @param {'unit' | 'integration'} project
 * @param {string} [report] where the counts go, as JSON
 * @param {NodeJS.ProcessEnv} [env]
 */
export function vitest(project, report, env = process.env) {
  if (report !== undefined) rmSync(report, { force: true })
  return runNode(
    [
      ...[inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', project],
      ...['--config', 'tests/vitest.config.ts', '--reporter', 'dot'],
      ...(report === undefined ? [] : ['--reporter', 'json', `--outputFile.json=${report}`])
    ],
    { env }
  )
}

/**
 * @param {string} report
 * @param {NodeJS.ProcessEnv} env
 */
export function playwright(report, env) {
  rmSync(report, { force: true })
  return runNode(
    [
      ...[inRoot('node_modules/@playwright/test/cli.js'), 'test', '--pass-with-no-tests'],
      ...['--config', 'tests/e2e/playwright.config.ts', '--reporter', 'list,json']
    ],
    { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } }
  )
}

/**
 * @param {string} report a JSON report of Vitest or Playwright
 * @returns {Counts}
 */
export function countsIn(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 }
  /** @type {VitestReport | PlaywrightReport} */
  const content = JSON.parse(readFileSync(report, 'utf8'))
  if ('stats' in content) {
    const { expected, unexpected, flaky } = content.stats
    return { passed: expected, failed: unexpected + flaky + content.errors.length }
  }
  // A file that cannot even be loaded has no tests, but it has not passed either.
  const brokenFiles = content.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0
  )
  return { passed: content.numPassedTests, failed: content.numFailedTests + brokenFiles.length }
}

import { say, step } from '../setup/progress.mjs'

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<import('../setup/child-process.mjs').Finished>} run
 * @property {string} fix what to run, or to do, when it fails
 */

/**
 * Runs checks, at most `atOnce` side by side, all of them even when one fails.
 * @param {readonly Check[]} checks
 * @param {number} atOnce
 * @returns {Promise<string[]>} the names of those that failed
 */
export async function runChecks(checks, atOnce) {
  const waiting = [...checks]
  /** @type {string[]} */
  const failed = []
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { code, output } = await step(check.name, check.run, {
        failed: (result) => result.code !== 0,
        always: true
      })
      if (code === 0) continue
      failed.push(check.name)
      say(`${output.trim().replace(/^/gm, '    ')}\n    To fix: ${check.fix}\n`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return failed
}

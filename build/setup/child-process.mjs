import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { root } from './root.mjs'

/**
 * @typedef {object} Finished
 * @property {number} code exit code; 128 + signal number when it was ended by a signal
 * @property {string} output both streams, when captured
 */

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export const exitCode = (code, signal) =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal])

/**
 * Runs a program to its end. By default its output is captured, so that a step shows it only on failure.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean }} [options]
 * @returns {Promise<Finished>}
 */
export function run(command, args, { env = process.env, cwd = root, show = false } = {}) {
  return new Promise((resolve, reject) => {
    // Shown output is progress, so it goes to stderr like all progress.
    const stdio = show
      ? /** @type {const} */ (['ignore', 2, 2])
      : /** @type {const} */ (['ignore', 'pipe', 'pipe'])
    const child = spawn(command, args, {
      env,
      cwd,
      stdio: [...stdio]
    })
    let output = ''
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString('utf8'))
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      // It is shown inside other output, where colours only get in the way.
      resolve({ code: exitCode(code, signal), output: stripVTControlCharacters(output) })
    })
  })
}

/**
 * Runs a Node script with this same Node, whatever `node` is on the PATH.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runNode = (args, options) => run(process.execPath, args, options)

/**
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNpm(args, options) {
  const npm = process.env['npm_execpath']
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) return runNode([npm, ...args], options)
  if (process.platform !== 'win32') return run('npm', args, options)
  // npm.cmd cannot be started without a shell; every argument here is our own, with nothing to quote.
  return run(process.env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
}

/**
 * @param {string} output
 * @param {number} [count]
 */
export const firstLines = (output, count = 15) =>
  output.trim().split('\n').slice(0, count).join('\n')

/**
 * @param {string} output
 * @param {number} [count]
 */
export const lastLines = (output, count = 15) =>
  output.trimEnd().split('\n').slice(-count).join('\n')

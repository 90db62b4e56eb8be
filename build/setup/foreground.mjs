import { spawn } from 'node:child_process'
import { exitCode } from './child-process.mjs'
import { root } from './root.mjs'

const SAME_KEYPRESS_MS = 1_000
const PATIENCE_MS = 8_000
const PASSED_ON = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a program with this terminal, passes Ctrl-C and termination on, and waits for its end.
 * It leads a process group of its own: one Ctrl-C reaches us from the terminal and once more from npm, and
 * Chromium takes a second signal as "die at once", which would leave registrations and calls behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export function runInForeground(command, args, env) {
  const detached = process.platform !== 'win32'
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', detached })
  const killAll = () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    if (detached) process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  }
  let firstAskedAt = 0
  const passOn = (/** @type {NodeJS.Signals} */ signal) => {
    if (firstAskedAt === 0) {
      firstAskedAt = Date.now()
      child.kill(signal)
      setTimeout(killAll, PATIENCE_MS).unref()
    } else if (Date.now() - firstAskedAt > SAME_KEYPRESS_MS) {
      killAll()
    }
  }
  for (const signal of PASSED_ON) process.on(signal, passOn)
  process.once('exit', killAll)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      resolve(exitCode(code, signal))
    })
  })
}

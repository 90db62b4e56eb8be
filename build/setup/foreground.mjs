import { spawn } from 'node:child_process'
import { exitCode } from './child-process.mjs'
import { root } from './root.mjs'

const PATIENCE_MS = 5_000

/**
 * Runs a program with this terminal, passes Ctrl-C and termination on, and waits for its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export function runInForeground(command, args, env) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' })
  const passOn = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal)
    // A window that asks something must not keep Ctrl-C from working.
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, passOn)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)))
  })
}

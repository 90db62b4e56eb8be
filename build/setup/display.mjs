import { spawn } from 'node:child_process'
import { say } from './progress.mjs'
import { SetupFailure } from './setup-failure.mjs'

const SCREEN = '1440x900x24'
const START_TIMEOUT_MS = 15_000

export const needsVirtualDisplay = () =>
  process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']

/**
 * A screen that nobody sees. Xvfb itself finds a free number, so two of them never meet.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export async function startVirtualDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset']
  // Detached: Ctrl-C must reach the application first, which would fail if its screen went away.
  const server = spawn('Xvfb', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true
  })
  const stop = () => void server.kill()
  process.once('exit', stop)
  const number = await /** @type {Promise<string>} */ (
    new Promise((resolve, reject) => {
      const failed = (/** @type {string} */ why) =>
        reject(
          new SetupFailure(
            `The virtual display did not start: ${why}`,
            'start one by hand (Xvfb :99 &), set DISPLAY=:99, and run the same command again'
          )
        )
      const timer = setTimeout(() => failed('no answer in time'), START_TIMEOUT_MS)
      server.once('error', (error) => failed(error.message))
      server.once('exit', (code) => failed(`Xvfb ended with code ${code}`))
      let text = ''
      server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
        text += chunk.toString('ascii')
        if (!text.includes('\n')) return
        clearTimeout(timer)
        resolve(text.trim())
      })
    })
  )
  server.removeAllListeners('exit')
  server.unref()
  const display = `:${number}`
  say(`  No display here: using a virtual one (Xvfb ${display}, ${SCREEN}).`)
  return { display, stop }
}

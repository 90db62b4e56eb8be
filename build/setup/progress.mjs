// Everything here goes to stderr: stdout belongs to what was asked for (--json prints nothing else).

const interactive = process.stderr.isTTY && !process.env['CI']
const QUIET_STEP_MS = 300
const TERMINAL_REFRESH_MS = 200
const LOG_REMINDER_MS = 15_000

/** @typedef {{ title: string, detail: string, startedAt: number }} RunningStep */

/** @type {Set<RunningStep>} */
const running = new Set()
/** @type {NodeJS.Timeout | undefined} */
let clock

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`

function clearStatus() {
  if (interactive) process.stderr.write('\r\u001b[K')
}

/** @param {string} line */
export function say(line) {
  clearStatus()
  process.stderr.write(`${line}\n`)
}

/** @param {RunningStep} step */
const status = ({ title, detail, startedAt }) =>
  `${title}  ${seconds(Date.now() - startedAt)}${detail === '' ? '' : `  ${detail}`}`

/** A terminal shows what runs as it changes; a log gets a line now and then, so that silence always means trouble. */
function showStatus() {
  const text = `… ${[...running].map(status).join('  ·  ')}`
  if (!interactive) {
    say(text)
    return
  }
  clearStatus()
  process.stderr.write(text.slice(0, (process.stderr.columns || 80) - 1))
}

/**
 * Runs one step, possibly beside others, and says how long it took.
 * @template T
 * @param {string} title
 * @param {(detail: (text: string) => void) => Promise<T>} work
 * @param {{ failed?: (result: T) => boolean, always?: boolean }} [options] `always`: also when it took no time
 * @returns {Promise<T>}
 */
export async function step(title, work, { failed = () => false, always = false } = {}) {
  /** @type {RunningStep} */
  const self = { title, detail: '', startedAt: Date.now() }
  running.add(self)
  clock ??= setInterval(showStatus, interactive ? TERMINAL_REFRESH_MS : LOG_REMINDER_MS)
  const finish = (/** @type {'✓' | '✗'} */ mark) => {
    running.delete(self)
    if (running.size === 0) {
      clearInterval(clock)
      clock = undefined
    }
    clearStatus()
    const took = Date.now() - self.startedAt
    if (always || took >= QUIET_STEP_MS || mark === '✗') say(`${mark} ${title}  ${seconds(took)}`)
  }
  try {
    const result = await work((text) => (self.detail = text))
    finish(failed(result) ? '✗' : '✓')
    return result
  } catch (error) {
    finish('✗')
    throw error
  }
}

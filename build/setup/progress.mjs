// Everything here goes to stderr: stdout belongs to what was asked for (--json prints nothing else).

const interactive = process.stderr.isTTY && !process.env['CI']
const QUIET_STEP_MS = 300
const PLAIN_REMINDER_MS = 15_000

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** @param {string} text */
function overwriteLine(text) {
  const width = (process.stderr.columns || 80) - 1
  process.stderr.write(`\r\u001b[K${text.slice(0, width)}`)
}

/**
 * Runs one step and says how long it took. A terminal shows the seconds and the detail as they change;
 * a log gets a line now and then, so that silence always means trouble.
 * @template T
 * @param {string} title
 * @param {(detail: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedAt = Date.now()
  let detail = ''
  const line = () =>
    `… ${title}  ${seconds(Date.now() - startedAt)}${detail === '' ? '' : `  ${detail}`}`
  const timer = setInterval(
    () => (interactive ? overwriteLine(line()) : say(line())),
    interactive ? 200 : PLAIN_REMINDER_MS
  )
  const finish = (/** @type {string} */ mark) => {
    clearInterval(timer)
    if (interactive) overwriteLine('')
    const took = Date.now() - startedAt
    if (took >= QUIET_STEP_MS || mark !== '✓') say(`${mark} ${title}  ${seconds(took)}`)
  }
  try {
    const result = await work((text) => (detail = text))
    finish('✓')
    return result
  } catch (error) {
    finish('✗')
    throw error
  }
}

import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** @param {string[]} parts */
export const inRoot = (...parts) => resolve(root, ...parts)

// An old Node would fail later, with a message about syntax instead of about Node.
const OLDEST_NODE = '20.19.0'
if (process.versions.node.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0) {
  process.stderr.write(
    `Coachline needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.\n` +
      `Install a current LTS release from https://nodejs.org and run the command again.\n`
  )
  process.exit(1)
}

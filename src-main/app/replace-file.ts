import { existsSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** What Windows answers while a virus scanner or a backup has the file open: for some milliseconds. */
const passing = ['EPERM', 'EACCES', 'EBUSY']
const attempts = 10
const pauseMs = 20

/**
 * Puts a text in the place of a file, for this user alone: whatever happens meanwhile (the power goes, the process is
 * killed, the disk is full), the file is the old one or the new one. See docs/adr/0027.
 *
 * @throws when it could not be written; the file is the old one then
 */
export function replaceFile(path: string, text: string): void {
  // Where it is a link, what it leads to is replaced, and not the link.
  const target = existsSync(path) ? realpathSync(path) : path
  const next = `${target}.new`
  try {
    // Flushed before it takes the name: a rename may reach the disk before what was written does.
    writeFileSync(next, text, { mode: 0o600, flush: true })
    rename(next, target)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
}

function rename(from: string, to: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (process.platform !== 'win32' || attempt === attempts || !isPassing(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.includes(String(error.code))
}

import { resolve } from 'node:path'

/** What the app was started with, beside Chromium's own switches. */
export interface CommandLine {
  /** go straight into the demo, signed in as Adam */
  readonly demo: boolean
  /** absolute path of a file to load a customer from */
  readonly provisionFile: string | null
}

/** Accepts `--provision FILE` and `--provision=FILE`. What it does not know is Chromium's or the system's. */
export function parseCommandLine(argv: readonly string[], workingFolder: string): CommandLine {
  const at = argv.findIndex((argument) => /^--provision(?:=|$)/.test(argument))
  const value = argv[at]?.includes('=') ? argv[at].slice('--provision='.length) : argv[at + 1]
  const file = at === -1 || value === undefined || value === '' ? null : value
  return {
    demo: argv.includes('--demo'),
    provisionFile: file === null ? null : resolve(workingFolder, file)
  }
}

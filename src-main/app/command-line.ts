import { resolve } from 'node:path'
import { z } from 'zod'

const commandLineSchema = z
  .object({
    /** go straight into the demo, signed in as Adam */
    demo: z.boolean(),
    /** absolute path of a file to load a customer from */
    provisionFile: z.string().nullable()
  })
  .readonly()

/** What the app was started with, beside Chromium's own switches. */
export type CommandLine = z.infer<typeof commandLineSchema>

export const nothingAsked: CommandLine = { demo: false, provisionFile: null }

/**
 * What a second start handed to the first. Of the arguments themselves Electron tells in another order, in which a
 * switch may stand between `--provision` and its file.
 */
export function handedOver(data: unknown): CommandLine {
  return commandLineSchema.catch(nothingAsked).parse(data)
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

/** A failure that a person can act on: what went wrong, and what to do next. */
export class SetupFailure extends Error {
  /**
   * @param {string} message
   * @param {string} nextStep
   * @param {unknown} [cause]
   */
  constructor(message, nextStep, cause) {
    super(message, { cause })
    this.name = 'SetupFailure'
    this.nextStep = nextStep
  }
}

/**
 * Runs a command-line entry point: a failure becomes a message and exit code 1, never a stack for the expected ones.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exit(await main())
  } catch (error) {
    if (error instanceof SetupFailure) {
      process.stderr.write(`\n✗ ${error.message}\n  Next: ${error.nextStep}\n`)
    } else {
      process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`)
    }
    process.exit(1)
  }
}

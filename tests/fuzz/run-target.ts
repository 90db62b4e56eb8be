import fc from 'fast-check'
import type { FuzzTarget } from './fuzz-target'

export interface FuzzFailure {
  readonly seed: number
  /** where in the runs of that seed, and how it was made smaller */
  readonly path: string
  /** the smallest input that was found to fail */
  readonly counterexample: string
  readonly error: string
}

export interface FuzzReport {
  readonly runs: number
  readonly runsPerSecond: number
  readonly failure: FuzzFailure | null
}

/** Few, so that the time is kept: some targets make a thousand runs a second. */
const runsOfOneSeed = 100

/** Runs a target for a while, with one seed after the other, until it fails. */
export function runForMs(target: FuzzTarget, ms: number, firstSeed: number): FuzzReport {
  const started = performance.now()
  let runs = 0
  let failure: FuzzFailure | null = null
  for (let seed = firstSeed; !failure && (runs === 0 || performance.now() - started < ms); seed++) {
    const details = check(target, { seed, numRuns: runsOfOneSeed })
    runs += details.numRuns
    failure = failureOf(details)
  }
  return { runs, runsPerSecond: (runs / (performance.now() - started)) * 1_000, failure }
}

/** One failure again, as it was printed. */
export function replay(target: FuzzTarget, seed: number, path: string): FuzzFailure | null {
  return failureOf(check(target, { seed, path, numRuns: runsOfOneSeed }))
}

function check({ property }: FuzzTarget, parameters: fc.Parameters<unknown>) {
  // Properties here are synchronous; the types of fast-check do not say so.
  return fc.check(property, parameters) as fc.RunDetails<unknown>
}

/** Bytes read better as text. */
function readable(input: unknown): string {
  if (Buffer.isBuffer(input)) return `bytes ${JSON.stringify(input.toString('latin1'))}`
  if (Array.isArray(input)) return `[${input.map(readable).join(', ')}]`
  return fc.stringify(input)
}

function failureOf(details: fc.RunDetails<unknown>): FuzzFailure | null {
  if (!details.failed) return null
  const { seed, counterexamplePath, counterexample, errorInstance } = details
  return {
    seed,
    path: counterexamplePath ?? '',
    counterexample: readable(Array.isArray(counterexample) ? counterexample[0] : counterexample),
    error: errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  }
}

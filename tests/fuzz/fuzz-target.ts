import fc from 'fast-check'

/** Something that reads what strangers send, and what must hold whatever they send. */
export interface FuzzTarget {
  readonly name: string
  /** The property: throws when it does not hold. */
  readonly property: fc.IRawProperty<unknown>
}

/** Nothing that fits into a message takes longer; what grows with the square of its length does. */
const usualMostCpuMs = 2_000

/**
 * @param holds - throws when something is wrong with what was made of the input
 * @param mostCpuMs - not the time by the clock, because other programs want the processor too
 */
export function fuzzTarget<Input>(
  name: string,
  input: fc.Arbitrary<Input>,
  holds: (input: Input) => void,
  mostCpuMs = usualMostCpuMs
): FuzzTarget {
  const property = fc.property(input, (value) => {
    const started = process.cpuUsage()
    holds(value)
    const { user, system } = process.cpuUsage(started)
    const tookMs = (user + system) / 1_000
    if (tookMs > mostCpuMs) throw new Error(`took ${tookMs.toFixed(0)} ms`)
  })
  return { name, property }
}

/** Runs what may fail in one way only. @returns undefined when it failed that way */
export function unless<Value>(
  expected: abstract new (...parameters: never[]) => Error,
  run: () => Value
): Value | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof expected) return undefined
    throw error
  }
}

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzTarget } from '../../fuzz/fuzz-target'
import { fuzzTargets } from '../../fuzz/fuzz-targets'
import { replay, runForMs } from '../../fuzz/run-target'

/** A taste of `npm run fuzz`, with other inputs each time. */
describe('what comes from the network', () => {
  it.each(fuzzTargets)('cannot break $name', (target) => {
    const { failure, runs } = runForMs(target, 150, Date.now() % 0x7fff_ffff)
    expect(failure, `again: npm run fuzz -- --target '${target.name}'`).toBeNull()
    expect(runs).toBeGreaterThan(0)
  })
})

describe('the fuzzer', () => {
  const target = fuzzTarget('no x', fc.string(), (text) => {
    if (text.includes('x')) throw new Error('an x')
  })

  it('finds what is wrong, makes it small, and finds it again', () => {
    const { failure } = runForMs(target, 20_000, 1)
    expect(failure).toMatchObject({ counterexample: '"x"', error: 'an x' })
    if (!failure) return
    expect(replay(target, failure.seed, failure.path)).toMatchObject({ counterexample: '"x"' })
  })

  it('says that what takes too long is wrong', () => {
    const spin = () => {
      const started = process.cpuUsage()
      while (process.cpuUsage(started).user < 40_000);
    }
    const slow = fuzzTarget('slow', fc.constant(0), spin, 30)
    expect(runForMs(slow, 1, 1).failure?.error).toMatch(/^took \d+ ms$/)
  })
})

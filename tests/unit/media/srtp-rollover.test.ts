import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  updateRolloverCounter,
  type RolloverState
} from '../../../src-main/media/relay/srtp-rollover'

const fresh = (): RolloverState => ({ rolloverCounter: 0, lastSequenceNumber: 0 })

describe('the rollover counter of SRTP', () => {
  it('is right whatever is lost, as long as less than half a cycle is', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 0x7fff }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(fc.nat(0x7fff), steps, (first, gaps) => {
        const state = fresh()
        let index = first
        updateRolloverCounter(index, state)
        for (const gap of gaps) {
          index += gap
          updateRolloverCounter(index & 0xffff, state)
          expect(state.rolloverCounter).toBe(Math.floor(index / 65_536))
        }
      })
    )
  })

  it('is right for packets that come late, on both sides of the wrap', () => {
    const state = fresh()
    const counters = [65_530, 65_534, 2, 65_535, 0, 65_533, 3].map((sequenceNumber) => {
      updateRolloverCounter(sequenceNumber, state)
      return state.rolloverCounter
    })
    expect(counters).toEqual([0, 0, 1, 0, 1, 0, 1])
  })

  it('does not go below zero for what was sent before the first packet that came', () => {
    const state = fresh()
    updateRolloverCounter(1, state)
    updateRolloverCounter(65_535, state)
    expect(state.rolloverCounter).toBe(0)
    updateRolloverCounter(2, state)
    expect(state.rolloverCounter).toBe(0)
  })
})

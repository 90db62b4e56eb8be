import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failure } from '@contract/errors/reasons'
import {
  IllegalPhoneTransition,
  phoneTransition,
  takesTheFloor,
  type PhoneCallEvent,
  type PhoneCallState
} from '@contract/telephony/phone-call-state'
import { otherSideHears, phoneMicrophone } from '@contract/telephony/phone-microphone'

const failed = failure('phone.hold-refused')
const plain = (
  ...types: ('progress' | 'answer' | 'hold-asked' | 'held' | 'resume-asked' | 'resumed' | 'ended')[]
) => types.map((type): PhoneCallEvent => ({ type }))

const anyEvent: fc.Arbitrary<PhoneCallEvent> = fc.oneof(
  fc.constantFrom(...plain('progress', 'answer', 'hold-asked', 'held', 'resume-asked', 'resumed')),
  fc.constantFrom(
    { type: 'answered' as const, at: 1, heldByRemote: false },
    { type: 'answered' as const, at: 1, heldByRemote: true },
    { type: 'transfer-asked' as const, to: '744' },
    { type: 'ended' as const }
  ),
  fc
    .constantFrom(
      'hold-failed' as const,
      'resume-failed' as const,
      'transfer-failed' as const,
      'microphone-lost' as const,
      'digits-failed' as const
    )
    .map((type) => ({ type, failure: failed })),
  fc.boolean().map((muted) => ({ type: 'mute' as const, muted })),
  fc.boolean().map((held) => ({ type: 'held-by-remote' as const, held }))
)

const beginnings: readonly PhoneCallState[] = [
  { phase: 'ringing' },
  { phase: 'dialling', rings: false }
]

/** Plays events as a caller would: those that have no meaning in the state are refused and change nothing. */
function play(first: PhoneCallState, events: readonly PhoneCallEvent[]): PhoneCallState[] {
  const states = [first]
  for (const event of events) {
    try {
      states.push(phoneTransition(states.at(-1) ?? first, event))
    } catch (error) {
      if (!(error instanceof IllegalPhoneTransition)) throw error
    }
  }
  return states
}

describe('the microphone of an ordinary call', () => {
  it('is open only while the call is connected, not muted and not held', () => {
    let opened = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.array(anyEvent, { maxLength: 60 }),
        (first, events) => {
          for (const state of play(first, events)) {
            const policy = phoneMicrophone(state)
            const talks =
              state.phase === 'connected' &&
              !state.muted &&
              state.hold === 'none' &&
              !state.heldByRemote
            expect(policy === 'open').toBe(talks)
            if (talks) opened++
            if (state.phase === 'ringing' || state.phase === 'over') expect(policy).toBe('closed')
            if (!takesTheFloor(state)) expect(policy).toBe('closed')
            if (policy !== 'open') expect(otherSideHears(state, policy)).toBe('does-not-hear')
          }
        }
      ),
      { numRuns: 10_000 }
    )
    expect(opened).toBeGreaterThan(1_000)
  })

  it('closes when a hold is asked for, and opens only when resuming was agreed', () => {
    const states = play({ phase: 'ringing' }, [
      ...plain('answer'),
      { type: 'answered', at: 1, heldByRemote: false },
      ...plain('hold-asked', 'held', 'resume-asked', 'resumed')
    ])
    expect(states.map(phoneMicrophone)).toEqual([
      'closed',
      'muted',
      'open',
      'closed',
      'closed',
      'closed',
      'open'
    ])
  })

  it('keeps the voice in when a hold was refused', () => {
    const states = play({ phase: 'dialling', rings: false }, [
      { type: 'answered', at: 1, heldByRemote: false },
      { type: 'hold-asked' },
      { type: 'hold-failed', failure: failed }
    ])
    expect(states.map(phoneMicrophone).at(-1)).toBe('muted')
  })

  it('says that the other side hears as long as the microphone is not confirmed to be closed', () => {
    const [, , holding] = play({ phase: 'dialling', rings: false }, [
      { type: 'answered', at: 1, heldByRemote: false },
      { type: 'hold-asked' }
    ])
    if (!holding) throw new Error('the hold was not played')
    expect(otherSideHears(holding, 'open')).toBe('hears')
    expect(otherSideHears(holding, 'closed')).toBe('does-not-hear')
  })
})

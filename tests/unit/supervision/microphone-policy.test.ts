import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failure } from '@contract/errors/reasons'
import { microphonePolicy } from '@contract/telephony/microphone-policy'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import {
  idleSupervision,
  IllegalSupervisionTransition,
  superviseTransition,
  type SupervisionEvent,
  type SupervisionState
} from '@contract/telephony/supervision-state'

const mode = fc.constantFrom(...supervisionModes)
const target = { extension: '744', name: 'John' }
const failed = failure('dtmf.not-sent')

const anyEvent: fc.Arbitrary<SupervisionEvent> = fc.oneof(
  mode.map((to) => ({ type: 'join' as const, target, mode: to })),
  fc.constant({ type: 'answered' as const, at: 1 }),
  mode.map((to) => ({ type: 'change-asked' as const, to })),
  fc.constant({ type: 'microphone-open' as const }),
  fc.constant({ type: 'code-sent' as const, receipt: 'sent' as const, at: 2 }),
  fc.constant({ type: 'rejoining' as const }),
  fc.constant({ type: 'rejoined' as const, at: 2 }),
  fc.constant({ type: 'session-lost' as const }),
  fc
    .boolean()
    .map((mayHaveLeft) => ({ type: 'change-failed' as const, failure: failed, mayHaveLeft })),
  fc.constant({ type: 'microphone-lost' as const, failure: failed }),
  fc.boolean().map((muted) => ({ type: 'mute' as const, muted })),
  fc.constant({ type: 'ended' as const, by: 'call-over' as const, failure: null })
)

/** Plays events as a caller would: those that have no meaning in the state are refused and change nothing. */
function play(events: readonly SupervisionEvent[]): SupervisionState[] {
  const states: SupervisionState[] = [idleSupervision]
  for (const event of events) {
    const before = states.at(-1) ?? idleSupervision
    try {
      states.push(superviseTransition(before, event))
    } catch (error) {
      if (!(error instanceof IllegalSupervisionTransition)) throw error
    }
  }
  return states
}

describe('the safety rule', () => {
  it('lets no voice out while the mode is spy, spy is asked for, or nothing is supervised', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        for (const state of play(events)) {
          const policy = microphonePolicy(state)
          if (state.phase === 'idle') expect(policy).toBe('closed')
          if (state.phase !== 'supervising') expect(policy).not.toBe('open')
          else {
            const wanted = state.change?.next ?? state.change?.to ?? state.mode
            if (wanted === 'spy') expect(policy).toBe('closed')
            if (state.mode === 'spy') expect(policy).not.toBe('open')
            if (state.change?.to === 'spy') expect(policy).not.toBe('open')
            if (state.change?.stage === 'rejoining') expect(policy).not.toBe('open')
            if (state.muted) expect(policy).not.toBe('open')
          }
        }
      }),
      { numRuns: 10_000 }
    )
  })

  it('never captures when a call is joined in spy and stays there', () => {
    const states = play([
      { type: 'join', target, mode: 'spy' },
      { type: 'answered', at: 1 }
    ])
    expect(states.map(microphonePolicy)).toEqual(['closed', 'closed', 'closed'])
  })

  it.each<[SupervisionMode, string[]]>([
    ['whisper', ['muted', 'muted', 'open']],
    ['barge-in', ['muted', 'muted', 'open']],
    ['spy', ['closed', 'closed']]
  ])('opens the device before the code of %s leaves and the voice after it', (to, policies) => {
    const spying = play([
      { type: 'join', target, mode: 'spy' },
      { type: 'answered', at: 1 }
    ])
    const change: SupervisionEvent[] = [
      { type: 'change-asked', to },
      { type: 'microphone-open' },
      { type: 'code-sent', receipt: 'sent', at: 2 }
    ]
    let state = spying.at(-1) ?? idleSupervision
    const seen = change.flatMap((event) => {
      if (to === 'spy' && event.type === 'microphone-open') return []
      state = superviseTransition(state, event)
      return [microphonePolicy(state)]
    })
    expect(seen).toEqual(policies)
  })

  it('closes at once when spy is asked for while another code is still leaving', () => {
    const states = play([
      { type: 'join', target, mode: 'whisper' },
      { type: 'answered', at: 1 },
      { type: 'change-asked', to: 'barge-in' },
      { type: 'microphone-open' },
      { type: 'change-asked', to: 'spy' }
    ])
    expect(states.map(microphonePolicy)).toEqual([
      'closed',
      'muted',
      'open',
      'open',
      'open',
      'closed'
    ])
  })

  it('keeps the voice in when the code for spy could not be sent', () => {
    const states = play([
      { type: 'join', target, mode: 'barge-in' },
      { type: 'answered', at: 1 },
      { type: 'change-asked', to: 'spy' },
      { type: 'change-failed', failure: failed, mayHaveLeft: false }
    ])
    expect(states.map(microphonePolicy).at(-1)).toBe('muted')
  })
})

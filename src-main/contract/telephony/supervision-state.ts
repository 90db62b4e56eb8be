import { z } from 'zod'
import type { Failure } from '../errors/reasons'
import type { DtmfReceipt } from './dtmf'
import { speaksIn, type SupervisionMode } from './supervision-mode'

/** How sure we are of the mode shown. `joined`: the PBX accepted the call to that mode's prefix. */
export const modeKnowledge = ['joined', 'sent', 'accepted'] as const
export type ModeKnowledge = (typeof modeKnowledge)[number]

export const modeChangeStages = ['opening-microphone', 'sending', 'rejoining'] as const
export type ModeChangeStage = (typeof modeChangeStages)[number]

/** Whose call is supervised. */
export const supervisionTargetSchema = z
  .object({ extension: z.string(), name: z.string() })
  .readonly()
export type SupervisionTarget = z.infer<typeof supervisionTargetSchema>

/**
 * A mode change on its way: the microphone is opened first, then the code leaves, or another call is dialled in place of
 * this one (`rejoining`). `next` is what was asked for meanwhile; the last one asked for wins.
 */
export interface ModeChange {
  readonly to: SupervisionMode
  readonly stage: ModeChangeStage
  readonly next: SupervisionMode | null
}

/**
 * A supervision, from the key press to the end of the call. Times are epoch milliseconds.
 *
 * ```
 *  idle ──join──► joining ──answered──► supervising ──ended──► idle
 *                    └──────────ended─────────────────────────►┘
 *  supervising:  change-asked ─► [opening-microphone ─microphone-open─►] sending ─code-sent─► the mode, as sent
 *                                     └──────── change-failed ─────────────┴─► the mode it was
 *                                                             sending ─rejoining─► rejoining ─rejoined─► the mode, as joined
 * ```
 */
export type SupervisionState =
  | { readonly phase: 'idle'; readonly last: SupervisionEnd | null }
  | {
      readonly phase: 'joining'
      readonly target: SupervisionTarget
      readonly mode: SupervisionMode
    }
  | {
      readonly phase: 'supervising'
      readonly target: SupervisionTarget
      readonly answeredAt: number
      /** the mode last asked for successfully */
      readonly mode: SupervisionMode
      readonly modeSince: number
      readonly knowledge: ModeKnowledge
      /** every mode the PBX may be in, since nothing acknowledges a switch by DTMF */
      readonly possibleModes: readonly SupervisionMode[]
      readonly change: ModeChange | null
      readonly muted: boolean
      /** why the last mode change did not happen, until the next one */
      readonly failure: Failure | null
    }

/** `failed`: it never began. `lost`: it was under way, and can be joined again. */
export const supervisionEndings = ['manager', 'call-over', 'failed', 'lost'] as const
export type SupervisionEnding = (typeof supervisionEndings)[number]

/** How the last supervision ended; `failure` is null after an ordinary hang-up or when the agent's call ended. */
export interface SupervisionEnd {
  readonly target: SupervisionTarget
  readonly mode: SupervisionMode
  readonly by: SupervisionEnding
  readonly failure: Failure | null
}

export type SupervisionEvent =
  | { type: 'join'; target: SupervisionTarget; mode: SupervisionMode }
  | { type: 'answered'; at: number }
  | { type: 'change-asked'; to: SupervisionMode }
  | { type: 'microphone-open' }
  | { type: 'code-sent'; receipt: DtmfReceipt; at: number }
  /** the call is hung up, and another one dialled */
  | { type: 'rejoining' }
  | { type: 'rejoined'; at: number }
  /** nothing goes through the call any more: the mode asked for last is joined again */
  | { type: 'session-lost' }
  /** `mayHaveLeft`: the code, or a part of it, may have reached the PBX all the same */
  | { type: 'change-failed'; failure: Failure; mayHaveLeft: boolean }
  | { type: 'microphone-lost'; failure: Failure }
  | { type: 'mute'; muted: boolean }
  | { type: 'ended'; by: Exclude<SupervisionEnding, 'lost'>; failure: Failure | null }

/** An event that has no meaning in a state: a bug in the caller. The state stays as it was. */
export class IllegalSupervisionTransition extends Error {
  constructor(phase: string, event: string) {
    super(`supervision: ${event} while ${phase}`)
    this.name = 'IllegalSupervisionTransition'
  }
}

export const idleSupervision: SupervisionState = { phase: 'idle', last: null }

/** @throws IllegalSupervisionTransition and leaves the state as it was */
export function superviseTransition(
  state: SupervisionState,
  event: SupervisionEvent
): SupervisionState {
  const illegal = () => new IllegalSupervisionTransition(state.phase, event.type)
  switch (state.phase) {
    case 'idle':
      if (event.type !== 'join') throw illegal()
      return { phase: 'joining', target: event.target, mode: event.mode }
    case 'joining':
      switch (event.type) {
        case 'answered':
          return {
            phase: 'supervising',
            target: state.target,
            answeredAt: event.at,
            mode: state.mode,
            modeSince: event.at,
            knowledge: 'joined',
            possibleModes: [state.mode],
            change: null,
            muted: false,
            failure: null
          }
        case 'ended':
          return end(state, event)
        default:
          throw illegal()
      }
    case 'supervising':
      return supervising(state, event, illegal)
  }
}

type Supervising = Extract<SupervisionState, { phase: 'supervising' }>

function supervising(
  state: Supervising,
  event: SupervisionEvent,
  illegal: () => Error
): SupervisionState {
  switch (event.type) {
    case 'change-asked':
      return { ...ask(state, event.to), failure: null }
    case 'session-lost': {
      const { change, mode } = state
      return ask(state, change?.next ?? change?.to ?? mode)
    }
    case 'microphone-open':
      if (state.change?.stage !== 'opening-microphone') throw illegal()
      return { ...state, change: { ...state.change, stage: 'sending' } }
    case 'rejoining':
      if (state.change?.stage !== 'sending') throw illegal()
      return { ...state, change: { ...state.change, stage: 'rejoining' } }
    case 'code-sent':
    case 'rejoined': {
      const rejoined = event.type === 'rejoined'
      if (state.change?.stage !== (rejoined ? 'rejoining' : 'sending')) throw illegal()
      const { to, next } = state.change
      return {
        ...state,
        mode: to,
        modeSince: to === state.mode ? state.modeSince : event.at,
        knowledge: rejoined ? 'joined' : event.receipt,
        possibleModes: rejoined ? [to] : withMode(state.possibleModes, to),
        change: next && startOf(next)
      }
    }
    case 'change-failed': {
      if (!state.change) throw illegal()
      const { to, next } = state.change
      // Whoever asked for spy wants silence: the code did not leave, so mute keeps the voice in.
      const muted = state.muted || !speaksIn(to)
      const possibleModes = event.mayHaveLeft
        ? withMode(state.possibleModes, to)
        : state.possibleModes
      return {
        ...state,
        change: next && startOf(next),
        failure: event.failure,
        muted,
        possibleModes
      }
    }
    case 'microphone-lost':
      return { ...state, muted: true, failure: event.failure }
    case 'mute':
      return { ...state, muted: event.muted }
    case 'ended':
      return end(state, event)
    default:
      throw illegal()
  }
}

/** What is on its way is not taken back. */
function ask(state: Supervising, to: SupervisionMode): Supervising {
  const { change } = state
  const isOnItsWay = change !== null && change.stage !== 'opening-microphone'
  return { ...state, change: isOnItsWay ? { ...change, next: to } : startOf(to) }
}

function withMode(
  modes: readonly SupervisionMode[],
  mode: SupervisionMode
): readonly SupervisionMode[] {
  return modes.includes(mode) ? modes : [...modes, mode]
}

function startOf(to: SupervisionMode): ModeChange {
  return { to, stage: speaksIn(to) ? 'opening-microphone' : 'sending', next: null }
}

function end(
  { phase, target, mode }: Exclude<SupervisionState, { phase: 'idle' }>,
  { by, failure }: Extract<SupervisionEvent, { type: 'ended' }>
): SupervisionState {
  const lost = phase === 'supervising' && by === 'failed'
  return { phase: 'idle', last: { target, mode, by: lost ? 'lost' : by, failure } }
}

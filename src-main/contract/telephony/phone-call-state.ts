import type { Failure } from '../errors/reasons'

/** Whether we hold the call. `holding` and `resuming`: the re-INVITE is on its way (RFC 3264 §8.4). */
export const phoneHolds = ['none', 'holding', 'held', 'resuming'] as const
export type PhoneHold = (typeof phoneHolds)[number]

/**
 * An ordinary call of the manager, beside supervision. Times are epoch milliseconds.
 *
 * ```
 *  ringing ──answer──► answering ──answered──► connected ──ended──► over
 *  dialling ──progress──► dialling ──answered──────►┘
 *      └────────────────────ended───────────────────────────────────►┘   (from every phase)
 *  connected:  none ─hold-asked─► holding ─held─► held ─resume-asked─► resuming ─resumed─► none
 *                ▲                   └─hold-failed: none, muted          └─resume-failed─► held
 * ```
 */
export type PhoneCallState =
  | { readonly phase: 'ringing' }
  | { readonly phase: 'answering' }
  /** `rings`: the other side was reached (180 or 183) */
  | { readonly phase: 'dialling'; readonly rings: boolean }
  | ConnectedPhoneCall
  | { readonly phase: 'over' }

export interface ConnectedPhoneCall {
  readonly phase: 'connected'
  readonly answeredAt: number
  readonly muted: boolean
  readonly hold: PhoneHold
  readonly heldByRemote: boolean
  /** the number it is being transferred to, while the PBX has not said what came of it */
  readonly transferringTo: string | null
  /** why the last thing asked for did not happen, until the next one */
  readonly failure: Failure | null
}

export type PhoneCallEvent =
  | { type: 'progress' }
  | { type: 'answer' }
  /** `heldByRemote`: its first SDP holds the call already */
  | { type: 'answered'; at: number; heldByRemote: boolean }
  | { type: 'mute'; muted: boolean }
  | { type: 'hold-asked' }
  | { type: 'held' }
  | { type: 'hold-failed'; failure: Failure }
  | { type: 'resume-asked' }
  | { type: 'resumed' }
  | { type: 'resume-failed'; failure: Failure }
  | { type: 'held-by-remote'; held: boolean }
  | { type: 'transfer-asked'; to: string }
  | { type: 'transfer-failed'; failure: Failure }
  | { type: 'microphone-lost'; failure: Failure }
  | { type: 'digits-failed'; failure: Failure }
  | { type: 'ended' }

/** An event that has no meaning in a state: a bug in the caller. The state stays as it was. */
export class IllegalPhoneTransition extends Error {
  constructor(phase: string, event: string) {
    super(`phone: ${event} while ${phase}`)
    this.name = 'IllegalPhoneTransition'
  }
}

/** @throws IllegalPhoneTransition and leaves the state as it was */
export function phoneTransition(state: PhoneCallState, event: PhoneCallEvent): PhoneCallState {
  const illegal = () => new IllegalPhoneTransition(state.phase, event.type)
  if (state.phase === 'over') throw illegal()
  if (event.type === 'ended') return { phase: 'over' }
  switch (state.phase) {
    case 'ringing':
      if (event.type !== 'answer') throw illegal()
      return { phase: 'answering' }
    case 'dialling':
      if (event.type === 'progress') return { phase: 'dialling', rings: true }
      if (event.type === 'answered') return connected(event)
      throw illegal()
    case 'answering':
      if (event.type === 'answered') return connected(event)
      throw illegal()
    case 'connected':
      return afterAnswer(state, event, illegal)
  }
}

function connected({
  at: answeredAt,
  heldByRemote
}: Extract<PhoneCallEvent, { type: 'answered' }>): ConnectedPhoneCall {
  return {
    phase: 'connected',
    answeredAt,
    muted: false,
    hold: 'none',
    heldByRemote,
    transferringTo: null,
    failure: null
  }
}

function afterAnswer(
  state: ConnectedPhoneCall,
  event: PhoneCallEvent,
  illegal: () => Error
): ConnectedPhoneCall {
  const from = (...holds: readonly PhoneHold[]) => {
    if (!holds.includes(state.hold)) throw illegal()
  }
  switch (event.type) {
    case 'mute':
      return { ...state, muted: event.muted, failure: null }
    case 'hold-asked':
      from('none')
      return { ...state, hold: 'holding', failure: null }
    case 'held':
      from('holding')
      return { ...state, hold: 'held' }
    case 'hold-failed':
      from('holding')
      // Whoever holds a call does not want to be heard in it: without the hold, mute keeps the voice in.
      return { ...state, hold: 'none', muted: true, failure: event.failure }
    case 'resume-asked':
      from('held')
      return { ...state, hold: 'resuming', failure: null }
    case 'resumed':
      from('resuming')
      return { ...state, hold: 'none' }
    case 'resume-failed':
      from('resuming')
      return { ...state, hold: 'held', failure: event.failure }
    case 'held-by-remote':
      return { ...state, heldByRemote: event.held }
    case 'transfer-asked':
      if (state.transferringTo !== null) throw illegal()
      return { ...state, transferringTo: event.to, failure: null }
    case 'transfer-failed':
      return { ...state, transferringTo: null, failure: event.failure }
    case 'microphone-lost':
      return { ...state, muted: true, failure: event.failure }
    case 'digits-failed':
      return { ...state, failure: event.failure }
    default:
      throw illegal()
  }
}

/**
 * True while the call has, or is about to have, the one audio session that a person talks in; also while it is being
 * held, because the PBX may refuse that.
 */
export function takesTheFloor(state: PhoneCallState): boolean {
  switch (state.phase) {
    case 'answering':
    case 'dialling':
      return true
    case 'connected':
      return state.hold !== 'held'
    case 'ringing':
    case 'over':
      return false
  }
}

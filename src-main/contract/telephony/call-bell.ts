import { z } from 'zod'
import type { ExtensionStatus } from './dialog-info'

/**
 * A bell on an extension: it rings once, at the next call that is confirmed.
 *
 * ```
 *  set during a call ──► waits-for-end ──idle, ringing──► waits-for-call ──on a call──► rings ──idle, ringing──► over
 *  set otherwise ───────────────────────────────────────►┘
 * ```
 * What is unknown or stale changes nothing. A call that is there when sight comes back is the next one, unless the bell
 * waits for the end of one: then it may still be the same.
 */
export const bellStates = ['waits-for-end', 'waits-for-call', 'rings', 'over'] as const
export type BellState = (typeof bellStates)[number]

/** What is known of the extension. */
export interface SeenExtension {
  readonly status: ExtensionStatus
  readonly stale: boolean
}

/** @param seen - undefined while its PBX is not connected */
export function bellSetAt(seen: SeenExtension | undefined): BellState {
  return seen && !seen.stale && seen.status === 'on-call' ? 'waits-for-end' : 'waits-for-call'
}

export function bellAfter(state: BellState, { status, stale }: SeenExtension): BellState {
  if (stale || status === 'unknown' || status === 'not-allowed') return state
  switch (state) {
    case 'waits-for-end':
      return status === 'on-call' ? state : 'waits-for-call'
    case 'waits-for-call':
      return status === 'on-call' ? 'rings' : state
    case 'rings':
      return status === 'on-call' ? state : 'over'
    case 'over':
      return state
  }
}

/** A bell that waits, as the windows show it. */
export const callBellSchema = z.object({
  customerId: z.string(),
  extension: z.string(),
  /** the extension was on a call when it was set: it rings at the one after that */
  afterThisCall: z.boolean()
})
export type CallBell = z.infer<typeof callBellSchema>

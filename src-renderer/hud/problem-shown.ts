import type { Failure } from '@contract/errors/reasons'
import type { SilenceCause } from '@contract/telephony/call-quality'
import { dockMessage } from '../ui/features/supervision/dock-message'
import type { SupervisionInProgress } from '../ui/features/supervision/supervision-in-progress'
import type { FailedIntent } from '../ui/store/failed-intents'

export type HudProblem =
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'silent'; readonly cause: SilenceCause }

/**
 * What is wrong and cannot be seen in the rest of the small window; null while nothing is. The sentence of the dock has
 * the last word: a button whose press was refused comes after what is wrong with the call.
 */
export function hudProblem(
  view: SupervisionInProgress,
  failed: readonly FailedIntent[]
): HudProblem | null {
  const message = dockMessage(view)
  if (message.kind === 'failure' || message.kind === 'silent') return message
  const refused = failed.at(-1)
  return refused ? { kind: 'failure', failure: refused.failure } : null
}

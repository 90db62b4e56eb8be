import type { Reply } from '../flow/reply'
import type { SubscriptionStateValue } from '../message/event'
import type { SipResponse } from '../ports'

/**
 * What to do when a subscription did not come about, or ended.
 *
 * `refused`: the PBX does not let us, or knows nothing of it; ask again, but rarely.
 * `lost`: nothing speaks against it; subscribe anew after the back-off, or after what the PBX asked for.
 * `final`: what was told last stays true for ever (reason `invariant`); do not ask again.
 */
export type SubscribeFailure =
  | {
      readonly kind: 'refused'
      readonly response: SipResponse
      readonly retryAfterSeconds?: number
    }
  | {
      readonly kind: 'lost'
      readonly retryAfterSeconds?: number
      /** the PBX wants it back now: it moves, or took the refresh to be late */
      readonly atOnce?: true
    }
  | { readonly kind: 'final' }

/** A final response other than 2xx, to the first SUBSCRIBE or to a refresh (RFC 6665 §4.1.2). */
export function failureOfReply(
  { statusCode, reasonPhrase, origin }: Pick<Reply, 'statusCode' | 'reasonPhrase' | 'origin'>,
  retryAfterSeconds: number | undefined
): SubscribeFailure {
  const pause = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
  const passing = [408, 423, 480, 481, 491].includes(statusCode) || statusCode >= 500
  if (origin !== 'peer' || (passing && statusCode < 600)) return { kind: 'lost', ...pause }
  return { kind: 'refused', response: { statusCode, reasonPhrase }, ...pause }
}

/** A NOTIFY with `Subscription-State: terminated`, by its reason (RFC 6665 §4.1.3). */
export function failureOfTermination(state: SubscriptionStateValue): SubscribeFailure {
  const pause =
    state.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: state.retryAfterSeconds }
  switch (state.reason) {
    case 'rejected':
      return { kind: 'refused', response: { statusCode: 403, reasonPhrase: 'Forbidden' }, ...pause }
    case 'noresource':
      return { kind: 'refused', response: { statusCode: 404, reasonPhrase: 'Not Found' }, ...pause }
    case 'invariant':
      return { kind: 'final' }
    case 'deactivated':
    case 'timeout':
      return { kind: 'lost', atOnce: true, ...pause }
    default:
      // `probation` and `giveup` may name a pause; nobody defined other reasons.
      return { kind: 'lost', ...pause }
  }
}

import { parseParameters } from './header-field'

/** The event package of an Event value, e.g. `dialog` (RFC 6665 §8.2.1). */
export function parseEvent(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase()
}

/** A Subscription-State value (RFC 6665 §4.1.3, §8.2.3). */
export interface SubscriptionStateValue {
  readonly state: 'pending' | 'active' | 'terminated'
  readonly expiresSeconds?: number
  /** why it was terminated, e.g. `deactivated` or `noresource` */
  readonly reason?: string
  readonly retryAfterSeconds?: number
}

/** @returns undefined for a state that RFC 6665 does not know */
export function parseSubscriptionState(value: string): SubscriptionStateValue | undefined {
  const [name = '', ...rest] = value.split(';')
  const state = name.trim().toLowerCase()
  if (state !== 'pending' && state !== 'active' && state !== 'terminated') return undefined
  const parameters = parseParameters(rest.join(';'))
  const expiresSeconds = deltaSeconds(parameters.get('expires'))
  const retryAfterSeconds = deltaSeconds(parameters.get('retry-after'))
  const reason = parameters.get('reason')?.toLowerCase()
  return {
    state,
    ...(expiresSeconds === undefined ? {} : { expiresSeconds }),
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
  }
}

/** RFC 3261 §25.1, delta-seconds: also the beginning of a Retry-After, which may carry a comment. */
export function deltaSeconds(text: string | null | undefined): number | undefined {
  const digits = /^\s*(\d{1,9})/.exec(text ?? '')
  return digits ? Number(digits[1]) : undefined
}

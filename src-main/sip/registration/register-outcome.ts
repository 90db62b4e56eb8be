import type { RegistrationState } from '@contract/telephony/registration-state'
import type { Reply } from '../flow/reply'
import { deltaSeconds } from '../message/event'
import { parseNameAddr } from '../message/name-addr'

type Retrying = Extract<RegistrationState, { kind: 'retrying' }>
type Refused = Extract<RegistrationState, { kind: 'refused' }>

/** What one REGISTER came to. `retryAfterSeconds`: the PBX asked for a pause (RFC 3261 §20.33). */
export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly expiresSeconds: number }
  | (Pick<Retrying, 'kind' | 'reason' | 'statusCode' | 'reasonPhrase' | 'detail'> & WithRetryAfter)
  | (Pick<Refused, 'kind' | 'reason' | 'statusCode' | 'reasonPhrase'> & WithRetryAfter)

interface WithRetryAfter {
  readonly retryAfterSeconds?: number
}

/** @param contact - the Contact we registered, as sent */
export function registerOutcome(
  reply: Reply,
  contact: string,
  requestedSeconds: number
): RegisterOutcome {
  const { statusCode, reasonPhrase, origin } = reply
  if (origin === 'timeout') return { kind: 'retrying', reason: 'no-answer' }
  if (origin === 'transport') return { kind: 'retrying', reason: 'connection-lost' }
  if (statusCode < 300)
    return { kind: 'registered', expiresSeconds: grantedSeconds(reply, contact, requestedSeconds) }

  const retryAfterSeconds = deltaSeconds(reply.header('retry-after'))
  const answer = {
    statusCode,
    reasonPhrase,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
  }
  const reason = refusalReason(statusCode)
  if (reason) return { kind: 'refused', reason, ...answer }
  return { kind: 'retrying', reason: statusCode === 408 ? 'no-answer' : 'server-error', ...answer }
}

/**
 * The PBX may do better at another of its addresses (RFC 3263 §4.3): this one did not answer, or said that it cannot
 * now. What it refuses, the others refuse too.
 */
export function goesElsewhere(
  outcome: RegisterOutcome
): outcome is Extract<RegisterOutcome, { kind: 'retrying' }> {
  if (outcome.kind !== 'retrying') return false
  const { statusCode } = outcome
  return statusCode === undefined || [408, 503, 504].includes(statusCode)
}

/** A 401 or 407 that is left over when our credentials were tried means that they are wrong. */
function refusalReason(statusCode: number): Refused['reason'] | undefined {
  switch (statusCode) {
    case 401:
    case 407:
      return 'wrong-password'
    case 403:
      return 'forbidden'
    case 404:
    case 604:
      return 'unknown-user'
    case 408:
    case 480:
    case 491:
      return undefined
    default:
      return statusCode >= 500 && statusCode < 600 ? undefined : 'not-accepted'
  }
}

/**
 * How long our binding lasts: what stands at our Contact in the 2xx, else the Expires header, else what we asked for
 * (RFC 3261 §10.3, step 8). A registrar may list the bindings of other phones too.
 */
export function grantedSeconds(
  reply: Pick<Reply, 'header' | 'headers'>,
  contact: string,
  requestedSeconds: number
): number {
  const ours = addressOf(contact)
  const bindings = reply.headers('contact')
  const binding =
    bindings.find((value) => addressOf(value) === ours) ??
    (bindings.length === 1 ? bindings[0] : undefined)
  const parameter =
    binding === undefined ? undefined : parseNameAddr(binding).parameters.get('expires')
  const granted = deltaSeconds(parameter) ?? deltaSeconds(reply.header('expires'))
  return granted !== undefined && granted > 0 ? granted : requestedSeconds
}

function addressOf(contact: string): string {
  const { uri } = parseNameAddr(contact)
  return uri ? `${uri.user ?? ''}@${uri.host}:${uri.port ?? 5060}` : ''
}

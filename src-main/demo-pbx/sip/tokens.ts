import { randomBytes } from 'node:crypto'

/** RFC 3261 §8.1.1.7: branches begin so since that RFC. */
export const magicCookie = 'z9hG4bK'

/** A tag, branch, Call-ID or nonce that nobody can guess (RFC 3261 §19.3). */
export function freshToken(): string {
  return randomBytes(8).toString('hex')
}

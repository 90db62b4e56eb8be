import { createHash } from 'node:crypto'
import { escapeQuoted } from '../message/header-field'
import { hashName, type Challenge } from './challenge'

export interface DigestInput {
  readonly username: string
  readonly password: string
  readonly method: string
  /** exactly as the request line carries it */
  readonly uri: string
  readonly cnonce: string
  /** how often this nonce was used, counting this time */
  readonly nonceCount: number
}

/** The value of Authorization or Proxy-Authorization that answers a challenge (RFC 7616 §3.4, RFC 8760). */
export function digestResponse(challenge: Challenge, input: DigestInput): string {
  const { realm, nonce, opaque, algorithm, session, qop } = challenge
  const { username, password, method, uri, cnonce } = input
  const hash = (text: string) => createHash(hashName(algorithm)).update(text).digest('hex')
  const nc = input.nonceCount.toString(16).padStart(8, '0')

  const secret = hash(`${username}:${realm}:${password}`)
  const ha1 = session ? hash(`${secret}:${nonce}:${cnonce}`) : secret
  const ha2 = hash(`${method}:${uri}`)
  const response = qop
    ? hash(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`)
    : hash(`${ha1}:${nonce}:${ha2}`)

  const fields = [
    `username="${escapeQuoted(username)}"`,
    `realm="${escapeQuoted(realm)}"`,
    `nonce="${escapeQuoted(nonce)}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    `algorithm=${algorithm}${session ? '-sess' : ''}`
  ]
  if (opaque !== undefined) fields.push(`opaque="${escapeQuoted(opaque)}"`)
  if (qop) fields.push(`qop=${qop}`, `nc=${nc}`)
  if (qop || session) fields.push(`cnonce="${cnonce}"`)
  return `Digest ${fields.join(', ')}`
}

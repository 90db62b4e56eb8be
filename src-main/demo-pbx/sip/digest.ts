import { createHash } from 'node:crypto'
import { parseParameters, splitOutside, type Parameters } from './header-values'

/** RFC 8760 §2: in the order in which they are offered, the best first. */
export const digestAlgorithms = ['SHA-256', 'MD5'] as const
export type DigestAlgorithm = (typeof digestAlgorithms)[number]

/** The parameters of a `Digest` Authorization or Proxy-Authorization header; undefined for another scheme. */
export function parseDigest(header: string): Parameters | undefined {
  const [, rest] = /^Digest\s+(.*)$/is.exec(header.trim()) ?? []
  return rest === undefined ? undefined : parseParameters(splitOutside(rest, ','))
}

export interface DigestInput {
  readonly algorithm: DigestAlgorithm
  readonly username: string
  readonly realm: string
  readonly password: string
  readonly method: string
  readonly uri: string
  readonly nonce: string
  readonly nc: string
  readonly cnonce: string
}

/** The `response` parameter for qop=auth (RFC 7616 §3.4.1). */
export function digestResponse(input: DigestInput): string {
  const { algorithm, username, realm, password, method, uri, nonce, nc, cnonce } = input
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex')
  const a1 = hash(`${username}:${realm}:${password}`)
  const a2 = hash(`${method}:${uri}`)
  return hash([a1, nonce, nc, cnonce, 'auth', a2].join(':'))
}

import { getHashes } from 'node:crypto'
import { parseParameters } from '../message/header-field'

/** The algorithms of RFC 8760 §2.1, the one we like best first. Servers that offer two usually have the better one first too. */
const algorithms = ['SHA-256', 'SHA-512-256', 'MD5'] as const
export type DigestAlgorithm = (typeof algorithms)[number]

/** What a server asks for in one WWW-Authenticate or Proxy-Authenticate value (RFC 3261 §22.4, RFC 7616 §3.3). */
export interface Challenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque?: string
  readonly algorithm: DigestAlgorithm
  /** `-sess`: the hash of the credentials takes in the nonces (RFC 7616 §3.4.2) */
  readonly session: boolean
  /** undefined for servers of RFC 2069 */
  readonly qop: 'auth' | undefined
  /** the nonce was too old, the password is not in doubt */
  readonly stale: boolean
}

/** @returns undefined when it is no challenge that we can answer */
export function parseChallenge(value: string): Challenge | undefined {
  const digest = /^Digest\s+(.*)$/is.exec(value.trim())
  if (!digest) return undefined
  const parameters = parseParameters(digest[1] ?? '', ',')
  const realm = parameters.get('realm')
  const nonce = parameters.get('nonce')
  const algorithm = parseAlgorithm(parameters.get('algorithm') ?? 'MD5')
  if (typeof realm !== 'string' || !nonce || !algorithm) return undefined

  const qops = (parameters.get('qop') ?? '').split(',').map((qop) => qop.trim().toLowerCase())
  const asksForQop = qops.some((qop) => qop !== '')
  if (asksForQop && !qops.includes('auth')) return undefined

  const opaque = parameters.get('opaque')
  return {
    realm,
    nonce,
    ...algorithm,
    qop: asksForQop ? 'auth' : undefined,
    stale: parameters.get('stale')?.toLowerCase() === 'true',
    ...(typeof opaque === 'string' ? { opaque } : {})
  }
}

function parseAlgorithm(
  text: string
): { algorithm: DigestAlgorithm; session: boolean } | undefined {
  const name = text.toUpperCase()
  const session = name.endsWith('-SESS')
  const base = session ? name.slice(0, -'-SESS'.length) : name
  const algorithm = algorithms.find((known) => known === base)
  return algorithm && isAvailable(algorithm) ? { algorithm, session } : undefined
}

/** Electron's BoringSSL and Node's OpenSSL do not have the same hashes. */
function isAvailable(algorithm: DigestAlgorithm): boolean {
  return getHashes().some((hash) => hash.toLowerCase() === hashName(algorithm))
}

/** The name `node:crypto` knows the algorithm by. */
export function hashName(algorithm: DigestAlgorithm): string {
  return { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' }[algorithm]
}

/** One challenge for each realm: the one with the algorithm we like best (RFC 8760 §2.4). */
export function preferredChallenges(values: readonly string[]): readonly Challenge[] {
  const best = new Map<string, Challenge>()
  for (const value of values) {
    const challenge = parseChallenge(value)
    if (!challenge) continue
    const rival = best.get(challenge.realm)
    if (!rival || rank(challenge) < rank(rival)) best.set(challenge.realm, challenge)
  }
  return [...best.values()]
}

function rank({ algorithm }: Challenge): number {
  return algorithms.indexOf(algorithm)
}

import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock'
import { digestAlgorithms, digestResponse, parseDigest, type DigestAlgorithm } from './digest'
import type { Parameters } from './header-values'
import { headerOf, headersOf, type SipHeader, type SipRequest } from './sip-message'
import type { Answer } from './sip-response'
import { freshToken } from './tokens'

export interface Credentials {
  readonly user: string
  readonly password: string
}

export type Authentication<Account> =
  | { readonly kind: 'accepted'; readonly account: Account }
  | { readonly kind: 'refused'; readonly answer: Answer }

/** A proxy asks by 407, a registrar or other user agent by 401 (RFC 3261 §22.2, §22.3). */
export type Challenger = 'proxy' | 'user-agent'

interface Nonce {
  readonly expiresAtMs: number
  lastCount: number
}

const rejectAfterFailures = 2

/**
 * Digest authentication (RFC 7616, RFC 8760): SHA-256 and MD5 on offer, qop=auth only, nonces that expire and count.
 *
 * Wrong credentials, and those of a user nobody knows, are challenged once more and then answered by 403.
 */
export class Authenticator<Account extends Credentials> {
  private readonly nonces = new Map<string, Nonce>()
  private readonly failuresByCallId = new Map<string, number>()

  constructor(
    private readonly clock: Clock,
    private readonly accounts: readonly Account[],
    readonly realm: string,
    private readonly nonceLifetimeMs: number
  ) {}

  check(request: SipRequest, challenger: Challenger): Authentication<Account> {
    const name = challenger === 'proxy' ? 'Proxy-Authorization' : 'Authorization'
    const digest = headersOf(request, name)
      .map(parseDigest)
      .find((parameters) => parameters?.get('realm') === this.realm)
    if (!digest) return this.challenge(challenger, false)
    // RFC 7616 §3.4.6: credentials for one resource must not open another.
    if (digest.get('uri') !== request.requestUri) return refused({ statusCode: 400 })

    const account = this.accounts.find(({ user }) => user === digest.get('username'))
    if (!account || !this.proves(account, request.method, digest)) {
      return this.fail(request, challenger)
    }
    if (!this.isFresh(digest)) return this.challenge(challenger, true)
    this.failuresByCallId.delete(callIdOf(request))
    return { kind: 'accepted', account }
  }

  private proves(account: Account, method: string, digest: Parameters): boolean {
    const algorithm = algorithmOf(digest)
    if (!algorithm || digest.get('qop') !== 'auth') return false
    const parameter = (name: string) => digest.get(name) ?? ''
    const expected = digestResponse({
      algorithm,
      username: account.user,
      realm: this.realm,
      password: account.password,
      method,
      uri: parameter('uri'),
      nonce: parameter('nonce'),
      nc: parameter('nc'),
      cnonce: parameter('cnonce')
    })
    const given = Buffer.from(parameter('response').toLowerCase())
    return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
  }

  /** A nonce of ours that has not expired, counted upwards (RFC 7616 §3.4.5). */
  private isFresh(digest: Parameters): boolean {
    const nonce = this.nonces.get(digest.get('nonce') ?? '')
    const count = /^[0-9a-f]{8}$/i.test(digest.get('nc') ?? '') ? digest.get('nc') : undefined
    if (!nonce || count === undefined || nonce.expiresAtMs <= this.clock.nowMs()) return false
    if (parseInt(count, 16) <= nonce.lastCount) return false
    nonce.lastCount = parseInt(count, 16)
    return true
  }

  private fail(request: SipRequest, challenger: Challenger): Authentication<Account> {
    const callId = callIdOf(request)
    const failures = (this.failuresByCallId.get(callId) ?? 0) + 1
    this.failuresByCallId.set(callId, failures)
    forgetOldest(this.failuresByCallId)
    return failures < rejectAfterFailures
      ? this.challenge(challenger, false)
      : refused({ statusCode: 403 })
  }

  private challenge(challenger: Challenger, stale: boolean): Authentication<Account> {
    const nonce = freshToken()
    const nowMs = this.clock.nowMs()
    this.nonces.set(nonce, { expiresAtMs: nowMs + this.nonceLifetimeMs, lastCount: 0 })
    forgetOldest(this.nonces)

    const name = challenger === 'proxy' ? 'Proxy-Authenticate' : 'WWW-Authenticate'
    const headers = digestAlgorithms.map((algorithm): SipHeader => {
      const parameters = [
        `realm="${this.realm}"`,
        `nonce="${nonce}"`,
        `algorithm=${algorithm}`,
        'qop="auth"',
        ...(stale ? ['stale=true'] : [])
      ]
      return { name, value: `Digest ${parameters.join(', ')}` }
    })
    return refused({ statusCode: challenger === 'proxy' ? 407 : 401, headers })
  }
}

const mostRemembered = 1_000

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys()
  if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest)
}

function refused(answer: Answer): { kind: 'refused'; answer: Answer } {
  return { kind: 'refused', answer }
}

function algorithmOf(digest: Parameters): DigestAlgorithm | undefined {
  const name = (digest.get('algorithm') ?? 'MD5').toUpperCase()
  return digestAlgorithms.find((algorithm) => algorithm === name)
}

function callIdOf(request: SipRequest): string {
  return headerOf(request, 'Call-ID') ?? ''
}

import { randomBytes } from 'node:crypto'
import { preferredChallenges, type Challenge } from './challenge'
import { digestResponse } from './digest-response'

/** What a request is challenged with, by the header that asks: 401 by the server, 407 by a proxy (RFC 3261 §22). */
const headersOf = {
  401: { asks: 'www-authenticate', answers: 'Authorization' },
  407: { asks: 'proxy-authenticate', answers: 'Proxy-Authorization' }
} as const
type ChallengeStatus = keyof typeof headersOf

/** A challenge and how often its nonce was used. */
interface Nonce {
  readonly status: ChallengeStatus
  readonly challenge: Challenge
  uses: number
}

/** A server that keeps calling fresh nonces stale would have us ask for ever. */
const mostRounds = 5

/** The account's user name and password, and the nonces that its PBX gave us. */
export class Credentials {
  private readonly remembered = new Map<string, Map<string, Nonce>>()

  constructor(
    readonly username: string,
    private secret: string | undefined
  ) {}

  get password(): string | undefined {
    return this.secret
  }

  /** From now on, also for a request that is under way. */
  changePassword(password: string | undefined): void {
    this.secret = password
    for (const nonces of this.remembered.values()) nonces.clear()
  }

  /**
   * Starts the authorization of one request.
   *
   * @param uri - the Request-URI exactly as it is sent
   * @param remember - a name that requests of one kind share: the nonces of the last one are tried right away, which
   *   saves a round trip for each of many SUBSCRIBEs
   */
  authorize(method: string, uri: string, remember?: string): RequestAuthorization {
    const nonces = remember === undefined ? undefined : this.nonces(remember)
    return new RequestAuthorization(this, method, uri, nonces)
  }

  private nonces(name: string): Map<string, Nonce> {
    const nonces = this.remembered.get(name) ?? new Map<string, Nonce>()
    this.remembered.set(name, nonces)
    return nonces
  }
}

/**
 * Answers the challenges of one request, from the proxy and from the server, in whatever order they come.
 *
 * A nonce that was fresh and is refused means that the password is wrong, unless the server says `stale=true`.
 */
export class RequestAuthorization {
  private readonly answered = new Map<string, Nonce>()
  private rounds = 0
  private latest: readonly string[] = []

  constructor(
    private readonly credentials: Credentials,
    private readonly method: string,
    private readonly uri: string,
    private readonly remembered: Map<string, Nonce> | undefined
  ) {}

  /** The header lines of the next attempt; none when nothing was asked for yet. */
  nextHeaders(): readonly string[] {
    const nonces = this.answered.size > 0 ? this.answered : (this.remembered ?? this.answered)
    this.latest = [...nonces.values()].map((nonce) => this.headerLine(nonce))
    return this.latest
  }

  /** The header lines of the last attempt: an ACK has the same as its INVITE (RFC 3261 §22.1). */
  get lastHeaders(): readonly string[] {
    return this.latest
  }

  /** @returns true when the request should be sent again, with `nextHeaders()` */
  answer(statusCode: number, headers: (name: string) => readonly string[]): boolean {
    if (statusCode === 403 && this.triedRememberedOnly()) return this.forget()
    if (statusCode !== 401 && statusCode !== 407) return false
    if (this.credentials.password === undefined || ++this.rounds > mostRounds) return false

    const challenges = preferredChallenges(headers(headersOf[statusCode].asks))
    for (const challenge of challenges) {
      const key = `${statusCode} ${challenge.realm}`
      if (this.answered.has(key) && !challenge.stale) return false
      const nonce: Nonce = { status: statusCode, challenge, uses: 0 }
      this.answered.set(key, nonce)
      this.remembered?.set(key, nonce)
    }
    return challenges.length > 0
  }

  private triedRememberedOnly(): boolean {
    return this.answered.size === 0 && this.latest.length > 0
  }

  /** Some servers answer 403 to a nonce they no longer know: ask once more, with nothing. */
  private forget(): boolean {
    this.remembered?.clear()
    return true
  }

  private headerLine(nonce: Nonce): string {
    const { username, password = '' } = this.credentials
    const value = digestResponse(nonce.challenge, {
      username,
      password,
      method: this.method,
      uri: this.uri,
      cnonce: randomBytes(8).toString('hex'),
      nonceCount: ++nonce.uses
    })
    return `${headersOf[nonce.status].answers}: ${value}`
  }
}

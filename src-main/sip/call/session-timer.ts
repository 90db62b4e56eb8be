/** A session that ends unless it is refreshed (RFC 4028). */
export interface SessionTimerOptions {
  /** half of the interval is over, and refreshing is our part (§10) */
  readonly onRefreshDue: () => void
  /** nobody refreshed (§10) */
  readonly onExpired: () => void
}

/** setTimeout takes no more, and fires at once instead. */
const longestMs = 2 ** 31 - 1

/**
 * ```
 *  off ──start──► running ──half of the interval, our part──► refresh due
 *   ▲               │ │  ▲─────────────start──────────────────────┘
 *   └─────stop──────┘ └─nearly the whole interval──► expired
 * ```
 */
export class SessionTimer {
  private refreshTimer: NodeJS.Timeout | undefined
  private expiryTimer: NodeJS.Timeout | undefined

  constructor(private readonly options: SessionTimerOptions) {}

  /** The session was agreed on or refreshed: begins anew. */
  start(seconds: number, weRefresh: boolean): void {
    this.stop()
    const { onRefreshDue, onExpired } = this.options
    if (weRefresh) this.refreshTimer = setTimeout(onRefreshDue, timeoutMs(seconds / 2))
    // §10: the BYE should be there before the other side has forgotten the session.
    this.expiryTimer = setTimeout(onExpired, timeoutMs(seconds - Math.min(32, seconds / 3)))
  }

  /** The refresh failed, but the session is not over yet: the pause of RFC 3261 §14.1 for the owner of the Call-ID. */
  refreshAgain(): void {
    clearTimeout(this.refreshTimer)
    this.refreshTimer = setTimeout(this.options.onRefreshDue, 2_100 + Math.random() * 1_900)
  }

  stop(): void {
    clearTimeout(this.refreshTimer)
    clearTimeout(this.expiryTimer)
  }
}

function timeoutMs(seconds: number): number {
  return Math.min(seconds * 1_000, longestMs)
}

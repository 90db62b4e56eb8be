import type { SipTimers } from './sip-timers'

/** The longest pause after a refusal, and the longest that a PBX may ask for. */
const longestPauseMs = 30 * 60_000

/** What failed. `refused`: the PBX says no. Anything else may go better in a moment. */
export interface FailedAttempt {
  readonly kind: 'refused' | 'retrying' | 'lost'
  /** the PBX asked for a pause (RFC 3261 §20.33, RFC 6665 §4.1.3) */
  readonly retryAfterSeconds?: number | undefined
}

/** Counts what failed in a row, and says how long to wait before the next attempt. */
export class RetryPause {
  private failures = 0
  private refusals = 0

  constructor(
    private readonly timers: Pick<SipTimers, 'backoffMinMs' | 'backoffMaxMs' | 'refusedPauseMs'>,
    /** 0 up to 1 */
    private readonly random: () => number = Math.random
  ) {}

  /** It worked, and for long enough. A PBX that accepts and drops at once is as good as down. */
  forgetFailures(): void {
    this.failures = 0
  }

  /** The PBX said yes. */
  forgetRefusals(): void {
    this.refusals = 0
  }

  /** @returns milliseconds until the next attempt */
  after({ kind, retryAfterSeconds = 0 }: FailedAttempt): number {
    const { backoffMinMs, backoffMaxMs, refusedPauseMs } = this.timers
    const ownMs =
      kind === 'refused'
        ? pauseAfterRefusalMs(refusedPauseMs, ++this.refusals, this.random())
        : backoffMs(backoffMinMs, backoffMaxMs, ++this.failures, this.random())
    // Never earlier than the PBX asked for, and not all of those that it asked at the same moment.
    const askedMs = Math.min(retryAfterSeconds * 1_000, longestPauseMs) * (1 + this.random() / 5)
    return Math.round(Math.max(ownMs, askedMs))
  }
}

/**
 * The pause doubles with each failure, and half of it is chance, so that a thousand desktops do not come back to a
 * restarted PBX in the same second.
 *
 * @param failures - how many attempts failed in a row, at least 1
 * @param random - 0 to 1
 */
export function backoffMs(minMs: number, maxMs: number, failures: number, random: number): number {
  return Math.round((doubled(minMs, maxMs, failures) * (1 + random)) / 2)
}

/** Never shorter than `minMs`: more attempts would lock the account, or have the PBX ban our address. */
export function pauseAfterRefusalMs(minMs: number, refusals: number, random: number): number {
  return Math.round(doubled(minMs, longestPauseMs, refusals) * (1 + random / 10))
}

function doubled(minMs: number, maxMs: number, times: number): number {
  return Math.min(maxMs, minMs * 2 ** Math.min(Math.max(times, 1) - 1, 30))
}

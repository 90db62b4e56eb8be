export interface Backoff {
  readonly minMs: number
  readonly maxMs: number
}

/** A refused password is tried more and more rarely, at most this far apart. */
export const longestPauseMs = 30 * 60_000

/**
 * The pause before the next attempt: it doubles with each failure, and half of it is chance, so that a thousand
 * desktops do not come back to a restarted PBX in the same second.
 *
 * @param failures - how many attempts failed in a row, at least 1
 * @param random - 0 to 1
 */
export function backoffMs({ minMs, maxMs }: Backoff, failures: number, random: number): number {
  return Math.round((doubled(minMs, maxMs, failures) * (1 + random)) / 2)
}

/** The pause after a refusal: never shorter than `minMs`, for more attempts would lock the account or ban our address. */
export function refusedPauseMs(minMs: number, refusals: number, random: number): number {
  return Math.round(doubled(minMs, longestPauseMs, refusals) * (1 + random / 10))
}

function doubled(minMs: number, maxMs: number, times: number): number {
  return Math.min(maxMs, minMs * 2 ** Math.min(Math.max(times, 1) - 1, 30))
}

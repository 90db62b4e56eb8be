/** setTimeout takes 24 days at most and fires at once for more; a PBX that grants years must not be asked in a loop. */
const longestMs = 12 * 3_600_000

/**
 * When a subscription is refreshed: between 60 and 90 % of its life, by chance, so that thousands that began in the
 * same moment do not come back in the same second; never more than once a second.
 *
 * @param random - 0 to 1
 */
export function subscriptionRefreshMs(expiresSeconds: number, random: number): number {
  const delayMs = Math.round(expiresSeconds * 1_000 * (0.6 + random * 0.3))
  return Math.min(Math.max(delayMs, 1_000), longestMs)
}

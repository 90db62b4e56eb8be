/** setTimeout takes 24 days at most and fires at once for more; a PBX that grants years must not be asked in a loop. */
const longestMs = 12 * 3_600_000

/** When a registration is refreshed: early enough for a few more attempts, and not all phones at once. @param random - 0 to 1 */
export function registrationRefreshMs(expiresSeconds: number, random: number): number {
  const latestSeconds = Math.max(expiresSeconds / 2, expiresSeconds - 30)
  return bounded(latestSeconds * (0.9 + random / 10))
}

/**
 * When a subscription is refreshed: between 60 and 90 % of its life, by chance, so that thousands that began in the
 * same moment do not come back in the same second.
 *
 * @param random - 0 to 1
 */
export function subscriptionRefreshMs(expiresSeconds: number, random: number): number {
  return bounded(expiresSeconds * (0.6 + random * 0.3))
}

/** Never more than once a second. */
function bounded(seconds: number): number {
  return Math.min(Math.max(Math.round(seconds * 1_000), 1_000), longestMs)
}

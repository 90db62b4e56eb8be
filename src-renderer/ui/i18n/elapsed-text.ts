const MINUTE = 60
const HOUR = 60 * MINUTE

/** "0:07", "12:05", "1:02:03": hours only when there are any, so that the column reads like a stopwatch. */
export function elapsedText(elapsedMs: number): string {
  const total = Math.max(0, Math.floor(elapsedMs / 1000))
  const hours = Math.floor(total / HOUR)
  const minutes = Math.floor((total % HOUR) / MINUTE)
  const seconds = String(total % MINUTE).padStart(2, '0')
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
    : `${minutes}:${seconds}`
}

/** Full seconds until a moment, never negative. */
export function secondsUntil(momentMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((momentMs - nowMs) / 1000))
}

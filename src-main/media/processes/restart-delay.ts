const longestMs = 10_000
const stableMs = 60_000

/** How long to wait before a process that died is started again: not at all the first time, then longer and longer. */
export class RestartDelay {
  private nextMs = 0
  private startedAt = 0

  /** @param now - monotonic milliseconds */
  started(now: number): void {
    this.startedAt = now
  }

  /** @returns milliseconds */
  died(now: number): number {
    if (now - this.startedAt >= stableMs) this.nextMs = 0
    const delayMs = this.nextMs
    this.nextMs = Math.min(longestMs, Math.max(250, delayMs * 2))
    return delayMs
  }
}

const mostCrashes = 3
const withinMs = 60_000

/** Tells a page that crashed from one that crashes whenever it is loaded. */
export class RepeatedCrashes {
  /** epoch ms */
  private crashes: readonly number[] = []

  /** @returns whether there have been too many by now to load the page again unasked */
  add(now: number): boolean {
    this.crashes = [...this.crashes.filter((at) => now - at < withinMs), now]
    return this.crashes.length >= mostCrashes
  }

  /** Somebody asked for another attempt. */
  forget(): void {
    this.crashes = []
  }
}

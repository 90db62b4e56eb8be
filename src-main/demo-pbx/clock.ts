/** Time as the demo PBX sees it: monotonic, so that a changed wall clock neither ends a call nor bends the audio. */
export interface Clock {
  /** milliseconds since some fixed moment */
  nowMs(): number
  /** @returns a function that calls it off */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => {
      clearTimeout(timer)
    }
  }
}

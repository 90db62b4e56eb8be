import type { Clock } from '../../../src-main/demo-pbx/clock'

/** Time that passes only when the test says so. */
export class FakeClock implements Clock {
  private now = 0
  private readonly timers = new Set<{ readonly atMs: number; readonly run: () => void }>()

  nowMs(): number {
    return this.now
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.now + delayMs, run }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  /** Runs what falls due in order, also what is set meanwhile. */
  advance(durationMs: number): void {
    const endMs = this.now + durationMs
    for (;;) {
      const [next] = [...this.timers].sort((one, other) => one.atMs - other.atMs)
      if (!next || next.atMs > endMs) break
      this.timers.delete(next)
      this.now = Math.max(this.now, next.atMs)
      next.run()
    }
    this.now = endMs
  }

  /** The process slept: what fell due meanwhile runs late, at the end. */
  sleepThrough(durationMs: number): void {
    this.now += durationMs
    this.advance(0)
  }
}

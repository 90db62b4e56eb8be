import type { Clock } from '../clock'
import { frameMs } from './frame'

/**
 * Calls every 20 ms by the clock's own grid, so that lateness does not add up. Slots that were slept through are
 * skipped, not made up for: a burst of old packets would only lengthen everybody's delay.
 */
export class Ticker {
  private cancel: (() => void) | undefined
  private startedAtMs = 0
  private nextSlot = 0

  /** @param onTick - is told how many slots were skipped just before this one */
  constructor(
    private readonly clock: Clock,
    private readonly onTick: (skippedSlots: number) => void
  ) {}

  start(): void {
    if (this.cancel) return
    this.startedAtMs = this.clock.nowMs()
    this.nextSlot = 0
    this.scheduleNext()
  }

  stop(): void {
    this.cancel?.()
    this.cancel = undefined
  }

  private scheduleNext(): void {
    const dueMs = this.startedAtMs + this.nextSlot * frameMs
    this.cancel = this.clock.after(Math.max(0, dueMs - this.clock.nowMs()), () => {
      const slot = Math.floor((this.clock.nowMs() - this.startedAtMs) / frameMs)
      // A timer may fire a fraction of a millisecond early: that is still this slot.
      const skippedSlots = Math.max(0, slot - this.nextSlot)
      this.nextSlot += skippedSlots + 1
      this.scheduleNext()
      this.onTick(skippedSlots)
    })
  }
}

/** As long as a sound process may take to answer (docs/adr/0024). */
export const lateAfterMs = 2_000

/** Notices that the page of the small window does not show what it was told: it hangs, or its computer does. */
export class DrawWatch {
  private due = -1
  private seen = -1
  private timer: NodeJS.Timeout | null = null
  private late = false

  /** @param whenLate - what is on the screen is not so any more */
  constructor(private readonly whenLate: () => void) {}

  /** What it shows may be wrong, and has been for a while. */
  get isLate(): boolean {
    return this.late
  }

  expect(revision: number): void {
    this.due = revision
    if (this.seen >= revision || this.late) return
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.late = true
      this.whenLate()
    }, lateAfterMs)
  }

  see(revision: number): void {
    this.seen = Math.max(this.seen, revision)
    if (this.seen < this.due) return
    this.stop()
    this.late = false
  }

  /** Another page begins. */
  forget(): void {
    this.stop()
    this.due = -1
    this.seen = -1
    this.late = false
  }

  private stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}

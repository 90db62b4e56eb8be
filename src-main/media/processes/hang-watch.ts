const stepMs = 250
/** After a second of silence it is asked whether it is there, and has another one to answer. */
const askedAfterSteps = 4
const hangsAfterSteps = 8
const slowAfterSteps = 40
/** What starts has much to load first. */
const startsWithinSteps = 80

/** `slow`: the process may stand still for ten seconds meanwhile; not when something `urgent` is expected as well. */
export type Expectation = 'usual' | 'slow' | 'urgent'

export interface HangWatchPorts {
  /** Has it say something, whatever it is. */
  ask(): void
  /** Told again for as long as it goes on. */
  hangs(): void
}

/**
 * Notices a process that neither says anything nor goes, though something is expected of it. Otherwise nothing runs here.
 *
 * Silence is counted in steps, and one that comes late does not count: main or the whole machine stood still as well, and
 * what the process said meanwhile is not read yet.
 */
export class HangWatch {
  private readonly expected: Record<Expectation, number> = { usual: 0, slow: 0, urgent: 0 }
  private silentSteps = 0
  private dueAt = 0
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly ports: HangWatchPorts) {}

  /** @returns a function to be called once, when it is not expected any more */
  expect(what: Expectation = 'usual'): () => void {
    if (this.isResting) {
      this.silentSteps = Math.min(0, this.silentSteps)
      this.wait()
    }
    this.expected[what] += 1
    return () => {
      this.expected[what] -= 1
      if (this.isResting && this.timer) clearTimeout(this.timer)
    }
  }

  /** Another process, which has yet to say its first word. */
  starts(): void {
    this.silentSteps = hangsAfterSteps - startsWithinSteps
  }

  heard(): void {
    this.silentSteps = 0
  }

  private get isResting(): boolean {
    const { usual, slow, urgent } = this.expected
    return usual + slow + urgent === 0
  }

  private get mostSteps(): number {
    const { slow, urgent } = this.expected
    return slow > 0 && urgent === 0 ? slowAfterSteps : hangsAfterSteps
  }

  private wait(): void {
    this.dueAt = performance.now() + stepMs
    this.timer = setTimeout(() => this.step(), stepMs)
  }

  private step(): void {
    const isLate = performance.now() - this.dueAt >= stepMs
    this.wait()
    if (isLate) return
    this.silentSteps += 1
    if (this.silentSteps === askedAfterSteps) this.ports.ask()
    if (this.silentSteps < this.mostSteps) return
    this.silentSteps = 0
    this.ports.hangs()
  }
}

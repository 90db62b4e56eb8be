/** How many tasks of a burst have run. A burst lasts until nothing is left to run. */
export interface Burst {
  readonly done: number
  readonly total: number
}

/** Runs tasks in order, one in each interval, so that a thousand SUBSCRIBEs neither flood the PBX nor block this process. */
export class Pace {
  private readonly tasks = new Set<() => void>()
  private timer: NodeJS.Timeout | undefined
  private done = 0

  /** @param onBurst - told of each task that ran; null when the burst is over */
  constructor(
    private readonly intervalMs: number,
    private readonly onBurst: (burst: Burst | null) => void = () => {}
  ) {}

  /** @returns a function that takes the task out again, as long as it did not run */
  add(task: () => void): () => void {
    const entry = () => task()
    this.tasks.add(entry)
    if (!this.timer) this.runNext()
    return () => this.tasks.delete(entry)
  }

  clear(): void {
    this.tasks.clear()
    clearTimeout(this.timer)
    this.timer = undefined
    this.endBurst()
  }

  private runNext(): void {
    const [task] = this.tasks
    if (!task) {
      this.timer = undefined
      this.endBurst()
      return
    }
    this.tasks.delete(task)
    this.timer = setTimeout(() => this.runNext(), this.intervalMs)
    this.done += 1
    if (this.done > 1) this.onBurst({ done: this.done, total: this.done + this.tasks.size })
    task()
  }

  private endBurst(): void {
    const told = this.done > 1
    this.done = 0
    if (told) this.onBurst(null)
  }
}

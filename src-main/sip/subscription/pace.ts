/** How many tasks of a burst have run. A burst lasts until nothing is left to run. */
export interface Burst {
  readonly done: number
  readonly total: number
}

/** `soon`: what is there already and would expire. It goes before everything else, and is no part of a burst. */
export type Urgency = 'soon' | 'in-turn'

/** Runs tasks in order, one in each interval, so that a thousand SUBSCRIBEs neither flood the PBX nor block this process. */
export class Pace {
  private readonly soon = new Set<() => void>()
  private readonly inTurn = new Set<() => void>()
  private timer: NodeJS.Timeout | undefined
  private done = 0

  /** @param onBurst - told of each task that ran; null when the burst is over */
  constructor(
    private readonly intervalMs: number,
    private readonly onBurst: (burst: Burst | null) => void = () => {}
  ) {}

  /** @returns a function that takes the task out again, as long as it did not run */
  add(task: () => void, urgency: Urgency = 'in-turn'): () => void {
    const queue = urgency === 'soon' ? this.soon : this.inTurn
    const entry = () => task()
    queue.add(entry)
    if (!this.timer) this.runNext()
    return () => queue.delete(entry)
  }

  clear(): void {
    this.soon.clear()
    this.inTurn.clear()
    clearTimeout(this.timer)
    this.timer = undefined
    this.endBurst()
  }

  private runNext(): void {
    const [urgent] = this.soon
    const [next] = this.inTurn
    const task = urgent ?? next
    if (!next) this.endBurst()
    if (!task) {
      this.timer = undefined
      return
    }
    this.timer = setTimeout(() => this.runNext(), this.intervalMs)
    if (urgent) this.soon.delete(urgent)
    else {
      this.inTurn.delete(task)
      this.done += 1
      if (this.done > 1) this.onBurst({ done: this.done, total: this.done + this.inTurn.size })
    }
    task()
  }

  private endBurst(): void {
    const told = this.done > 1
    this.done = 0
    if (told) this.onBurst(null)
  }
}

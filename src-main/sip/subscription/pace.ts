/** Runs tasks in order, one in each interval, so that a thousand SUBSCRIBEs neither flood the PBX nor block this process. */
export class Pace {
  private readonly tasks: (() => void)[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly intervalMs: number) {}

  /** @returns a function that takes the task out again, as long as it did not run */
  add(task: () => void): () => void {
    this.tasks.push(task)
    if (!this.timer) this.runNext()
    return () => {
      const index = this.tasks.indexOf(task)
      if (index >= 0) this.tasks.splice(index, 1)
    }
  }

  clear(): void {
    this.tasks.length = 0
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private runNext(): void {
    const task = this.tasks.shift()
    this.timer = task ? setTimeout(() => this.runNext(), this.intervalMs) : undefined
    task?.()
  }
}

/**
 * Something that is there, or will be: waiters outlive its absence and are let go when it comes back.
 */
export class ResettableSignal {
  private settled = true
  private resolve: () => void = () => {}
  private reject: (error: Error) => void = () => {}
  private promise: Promise<void> = Promise.resolve()

  constructor() {
    this.reset()
  }

  wait(): Promise<void> {
    return this.promise
  }

  raise(): void {
    this.settled = true
    this.resolve()
  }

  /** It will not come, until `reset`. */
  giveUp(error: Error): void {
    this.settled = true
    this.reject(error)
  }

  /** It is away; whoever waits already goes on waiting. */
  reset(): void {
    if (!this.settled) return
    this.settled = false
    this.promise = new Promise<void>((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    this.promise.catch(() => {})
  }
}

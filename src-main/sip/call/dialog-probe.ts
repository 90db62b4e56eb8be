/**
 * Asks the PBX now and then whether it still knows the call. On UDP nothing else tells that it died; on a stream a dead
 * connection may go unnoticed for as long.
 */
export class DialogProbe {
  private stopped = false
  private timer: NodeJS.Timeout | undefined

  /** @param ask - resolves when there is an answer, or will be none */
  constructor(
    private readonly intervalMs: number,
    private readonly ask: () => Promise<unknown>
  ) {}

  start(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => void this.ask().finally(() => this.start()), this.intervalMs)
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }
}

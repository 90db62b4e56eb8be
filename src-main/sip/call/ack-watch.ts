export interface AckWatchOptions {
  /** 64*T1 */
  readonly timeoutMs: number
  /** no ACK came: the dialog stands, but the session should end by BYE (RFC 3261 §13.3.1.4) */
  readonly onMissing: () => void
}

/** Takes the SDP of an ACK; empty when there is none. */
type OnAnswer = (sdp: string) => Promise<void>

/**
 * Waits for the ACK of a 2xx of ours; sip.js repeats the 2xx meanwhile. Until then the session is not ours to change, and
 * no BYE may leave (RFC 3261 §15).
 *
 * ```
 *  idle ──expect──► waiting ──ACK──► idle
 *                      └──64*T1──► idle, missing
 * ```
 */
export class AckWatch {
  private waiting: { onAnswer: OnAnswer; timer: NodeJS.Timeout } | undefined
  private whenIdle: (() => void)[] = []

  constructor(private readonly options: AckWatchOptions) {}

  /** Resolves at once while no ACK is due. */
  get settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.waiting) this.whenIdle.push(resolve)
      else resolve()
    })
  }

  /** @param onAnswer - for a 2xx with our offer (RFC 3264 §4) */
  expect(onAnswer: OnAnswer = () => Promise.resolve()): void {
    clearTimeout(this.waiting?.timer)
    const timer = setTimeout(() => this.miss(), this.options.timeoutMs)
    this.waiting = { onAnswer, timer }
  }

  /** @returns a promise that is resolved when the answer was taken, or could not be */
  async received(sdp: string): Promise<void> {
    const { waiting } = this
    this.stop()
    await waiting?.onAnswer(sdp)
  }

  /** sip.js has given up itself. */
  miss(): void {
    if (!this.waiting) return
    this.stop()
    this.options.onMissing()
  }

  stop(): void {
    clearTimeout(this.waiting?.timer)
    this.waiting = undefined
    for (const resolve of this.whenIdle.splice(0)) resolve()
  }
}

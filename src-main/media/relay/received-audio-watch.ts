/** A mode switch leaves a hole of up to 180 ms in what the PBX sends; only seconds without audio are worth a word. */
export const silentAfterMs = 5_000

/**
 * Says when audio from the PBX begins, when none arrived for 5 s, and when it is back.
 *
 * ```
 *  stopped ──expect──► waiting ──packet──► flowing ◄──packet── silent
 *                         └────5 s───► silent     └────5 s───────►┘
 *  any state ──stop──► stopped
 * ```
 */
export class ReceivedAudioWatch {
  private flowing: boolean | null = null
  private lastPacketAt = 0
  private pausing = false
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly onChange: (flowing: boolean) => void) {}

  /** Audio is due from now on; calling it again changes nothing. */
  expect(): void {
    if (this.timer) return
    this.lastPacketAt = performance.now()
    this.checkIn(silentAfterMs)
  }

  /** No audio is due, e.g. on hold. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.flowing = null
    this.pausing = false
  }

  packet(): void {
    if (!this.timer) return
    this.pausing = false
    this.lastPacketAt = performance.now()
    this.change(true)
  }

  /** The PBX says that it will send nothing for a while (RFC 3389): until its next packet that is no fault. */
  pause(): void {
    if (!this.timer) return
    this.packet()
    this.pausing = true
  }

  private checkIn(delayMs: number): void {
    this.timer = setTimeout(() => {
      const silentMs = performance.now() - this.lastPacketAt
      if (silentMs >= silentAfterMs && !this.pausing) this.change(false)
      this.checkIn(Math.max(silentAfterMs - silentMs, 250))
    }, delayMs)
  }

  private change(flowing: boolean): void {
    if (this.flowing === flowing) return
    this.flowing = flowing
    this.onChange(flowing)
  }
}

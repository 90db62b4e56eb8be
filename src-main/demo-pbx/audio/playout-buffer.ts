/** What a supervisor said and nobody has heard yet. It evens out the arrival of packets; it conceals nothing. */
export class PlayoutBuffer {
  private samples = new Int16Array(0)
  private lastSequenceNumber: number | undefined
  private playing = false

  /**
   * @param startSamples - how much must be there before it is played, at first and after it ran dry
   * @param mostSamples - beyond this the oldest is dropped, down to `startSamples`: delay must not grow
   */
  constructor(
    private readonly startSamples: number,
    private readonly mostSamples: number
  ) {}

  /** A packet that comes twice, or after a later one, is dropped. */
  put(sequenceNumber: number, samples: Int16Array): void {
    if (this.lastSequenceNumber !== undefined) {
      const ahead = (sequenceNumber - this.lastSequenceNumber) & 0xffff
      if (ahead === 0 || ahead >= 0x8000) return
    }
    this.lastSequenceNumber = sequenceNumber
    const joined = new Int16Array(this.samples.length + samples.length)
    joined.set(this.samples)
    joined.set(samples, this.samples.length)
    this.samples = joined.length > this.mostSamples ? joined.slice(-this.startSamples) : joined
  }

  /** @returns always `count` samples, silence where there is nothing to play */
  take(count: number): Int16Array {
    const taken = new Int16Array(count)
    this.playing = this.samples.length >= (this.playing ? 1 : this.startSamples)
    if (!this.playing) return taken
    taken.set(this.samples.subarray(0, count))
    this.samples = this.samples.slice(count)
    return taken
  }

  /** Another sender begins anew (RFC 3550 §8.2). */
  clear(): void {
    this.samples = new Int16Array(0)
    this.lastSequenceNumber = undefined
    this.playing = false
  }
}

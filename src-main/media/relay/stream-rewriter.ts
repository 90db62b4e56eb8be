import { randomInt } from 'node:crypto'

/** Where a packet stands in a stream. */
export interface StreamPosition {
  readonly sequenceNumber: number
  readonly timestamp: number
}

interface Source {
  readonly ssrc: number
  readonly clockRate: number
  sequenceOffset: number
  readonly timestampOffset: number
}

const later = (a: number, b: number): boolean => ((a - b) & 0xffff) < 0x8000

/** Packets of 20 ms, here and everywhere. */
const packetMs = 20

/**
 * One outgoing stream: a single SSRC with continuous sequence numbers and timestamps, while the source behind it
 * changes (a re-INVITE, an engine that started anew) or packets of our own are put in (RFC 3550 §5.1, §8).
 *
 * Times are monotonic milliseconds.
 */
export class StreamRewriter {
  readonly ssrc = randomInt(1, 2 ** 32)
  private source: Source | null = null
  // Below 2^15, so that a receiver of SRTP cannot guess the rollover counter wrong (RFC 3711 §3.3.1).
  private last = { sequenceNumber: randomInt(2 ** 15), timestamp: randomInt(2 ** 32), at: 0 }
  private begun = false

  /** @returns where a packet of the source goes; `restarted` when it is the first of a new source */
  place(
    packet: StreamPosition & { readonly ssrc: number },
    clockRate: number,
    now: number
  ): StreamPosition & { restarted: boolean } {
    let { source } = this
    const restarted = source?.ssrc !== packet.ssrc || source.clockRate !== clockRate
    if (!source || restarted) {
      const next = this.next(clockRate, now)
      source = {
        ssrc: packet.ssrc,
        clockRate,
        sequenceOffset: next.sequenceNumber - packet.sequenceNumber,
        timestampOffset: next.timestamp - packet.timestamp
      }
      this.source = source
    }
    const sequenceNumber = (packet.sequenceNumber + source.sequenceOffset) & 0xffff
    const timestamp = (packet.timestamp + source.timestampOffset) >>> 0
    if (restarted || later(sequenceNumber, this.last.sequenceNumber)) {
      this.advance(sequenceNumber, timestamp, now)
    }
    return { sequenceNumber, timestamp, restarted }
  }

  /** The next packet comes from another source, whatever its SSRC. */
  forgetSource(): void {
    this.source = null
  }

  /** Leaves a packet of the source out without leaving a gap. */
  omit(): void {
    if (this.source) this.source.sequenceOffset -= 1
  }

  /** @returns the timestamp of something of our own that begins now; its packets are put in with `insertAt` */
  begin(clockRate: number, now: number): number {
    const { timestamp } = this.next(clockRate, now)
    this.advance(this.last.sequenceNumber, timestamp, now)
    return timestamp
  }

  /** Puts in a packet with a timestamp that stays, as the updates of a telephone-event do. */
  insertAt(timestamp: number): StreamPosition {
    if (this.source) this.source.sequenceOffset += 1
    this.last.sequenceNumber = (this.last.sequenceNumber + 1) & 0xffff
    return { sequenceNumber: this.last.sequenceNumber, timestamp }
  }

  /** Puts in exactly one packet's time after the last; the source that comes back is taken for a new one. */
  continueWithout(clockRate: number, now: number): StreamPosition {
    this.source = null
    const timestamp = (this.last.timestamp + (clockRate * packetMs) / 1000) >>> 0
    this.advance((this.last.sequenceNumber + 1) & 0xffff, timestamp, now)
    return { sequenceNumber: this.last.sequenceNumber, timestamp }
  }

  /** Where the clock of the stream stands, without a packet. */
  timestampAt(clockRate: number, now: number): number {
    const { timestamp, at } = this.last
    const elapsedMs = this.begun ? now - at : 0
    return (timestamp + Math.round((elapsedMs * clockRate) / 1000)) >>> 0
  }

  private next(clockRate: number, now: number): StreamPosition {
    const elapsedMs = this.begun ? Math.max(packetMs, now - this.last.at) : packetMs
    return {
      sequenceNumber: (this.last.sequenceNumber + 1) & 0xffff,
      timestamp: (this.last.timestamp + Math.round((elapsedMs * clockRate) / 1000)) >>> 0
    }
  }

  private advance(sequenceNumber: number, timestamp: number, at: number): void {
    this.begun = true
    this.last = { sequenceNumber, timestamp, at }
  }
}

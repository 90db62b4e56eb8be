import { dtmfDigits } from '@contract/telephony/dtmf'

interface OpenEvent {
  readonly timestamp: number
  readonly digit: string
  lastPacketMs: number
}

/** An event whose packets cease without the end bit is over: all three end packets were lost. */
export const eventStoppedMs = 150

const mostRemembered = 16

/**
 * Telephone-events to digits (RFC 4733 §2.5.2). All packets of one event carry the timestamp of its beginning: that is
 * what it is counted by, however often it and its end are repeated. A digit counts when its end comes.
 */
export class TelephoneEventReader {
  private open: OpenEvent | undefined
  private counted: readonly number[] = []

  /** @returns the digits that ended with this packet: none, one, or two when the end of the one before was lost */
  receive(timestamp: number, payload: Uint8Array, nowMs: number): readonly string[] {
    const [event = 255, flags = 0] = payload
    const digit = dtmfDigits[event]
    if (payload.length < 4 || digit === undefined || this.counted.includes(timestamp)) return []
    const lost = this.open !== undefined && this.open.timestamp !== timestamp ? this.finish() : []
    this.open ??= { timestamp, digit, lastPacketMs: nowMs }
    this.open.lastPacketMs = nowMs
    return flags & 0x80 ? [...lost, ...this.finish()] : lost
  }

  /** To be asked now and then: an event may just stop. */
  stopped(nowMs: number): readonly string[] {
    return this.open && nowMs - this.open.lastPacketMs >= eventStoppedMs ? this.finish() : []
  }

  private finish(): readonly string[] {
    if (!this.open) return []
    const { digit, timestamp } = this.open
    this.counted = [...this.counted, timestamp].slice(-mostRemembered)
    this.open = undefined
    return [digit]
  }
}

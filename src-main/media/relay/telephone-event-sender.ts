import { isDialString } from '@contract/telephony/dtmf'
import { telephoneEventPackets, updateIntervalMs } from './telephone-event'

/** Where the packets go. */
export interface TelephoneEventStream {
  /** @returns the timestamp of an event that begins now, or null when none can be sent */
  begin(): { timestamp: number; clockRate: number } | null
  /** @returns false when it could not be sent */
  send(timestamp: number, marker: boolean, payload: Buffer): boolean
}

export interface DigitsSent {
  readonly sent: boolean
  /** epoch milliseconds with fractions; 0 when nothing left */
  readonly firstPacketAt: number
}

const notSent: DigitsSent = { sent: false, firstPacketAt: 0 }

/**
 * Sends strings of RFC 4733 events, one string after the other. The first packet of a string leaves at once when
 * nothing else is being sent.
 */
export class TelephoneEventSender {
  private queue: Promise<unknown> | null = null
  private closed = false
  private wake: (() => void) | null = null
  /** true from the first packet of an event to its last: no voice may be sent meanwhile */
  sending = false

  constructor(private readonly stream: TelephoneEventStream) {}

  /** Resolves when the last end packet left. */
  send(digits: string, durationMs: number, gapMs: number): Promise<DigitsSent> {
    if (!isDialString(digits) || this.closed) return Promise.resolve(notSent)
    const gap = { until: 0 }
    const sending = this.queue
      ? this.queue.then(() => this.sendNow(digits, durationMs, gapMs, gap))
      : this.sendNow(digits, durationMs, gapMs, gap)
    // The gap after the last digit belongs to the next string, not to the answer of this one.
    const queue = sending.then(() => this.sleepUntil(gap.until))
    this.queue = queue
    void queue.then(() => {
      if (this.queue === queue) this.queue = null
    })
    return sending
  }

  close(): void {
    this.closed = true
    this.wake?.()
  }

  private async sendNow(
    digits: string,
    durationMs: number,
    gapMs: number,
    gap: { until: number }
  ): Promise<DigitsSent> {
    let firstPacketAt = 0
    // Repeated end packets last two intervals beyond the event: the next one must not begin before.
    const spacingMs = durationMs + Math.max(gapMs, 2 * updateIntervalMs)
    for (const digit of digits) {
      await this.sleepUntil(gap.until)
      const event = this.closed ? null : this.stream.begin()
      if (!event) return notSent
      const begunAt = performance.now()
      gap.until = begunAt + spacingMs
      this.sending = true
      try {
        for (const packet of telephoneEventPackets(digit, durationMs, event.clockRate)) {
          await this.sleepUntil(begunAt + packet.atMs)
          if (this.closed) return notSent
          if (!this.stream.send(event.timestamp, packet.marker, packet.payload)) return notSent
          firstPacketAt ||= performance.timeOrigin + performance.now()
        }
      } finally {
        this.sending = false
      }
    }
    return { sent: true, firstPacketAt }
  }

  /** Returns without a turn of the event loop when the time has come. */
  private sleepUntil(at: number): Promise<void> | undefined {
    const waitMs = at - performance.now()
    if (waitMs <= 0 || this.closed) return undefined
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

import type { RtpPacket } from '../rtp-packet'

/** What a report block says of one source (RFC 3550 §6.4.1). `jitter` in units of its clock. */
export interface ReceptionReport {
  readonly ssrc: number
  readonly fractionLost: number
  readonly cumulativeLost: number
  readonly highestSequence: number
  readonly jitter: number
}

/** So far behind or ahead that the source must have begun anew (RFC 3550 A.1). */
const mostDropout = 3_000
/** The clock jumped or stood still with what is behind it; the network delays nothing as long. */
const mostTransitMs = 1_000

interface Source {
  readonly ssrc: number
  readonly clockRate: number
  base: number
  highest: number
  received: number
  jitter: number
  transit: number | null
  prior: { expected: number; received: number }
}

/** What arrives from the PBX: how much of it, and how evenly (RFC 3550 A.1, A.3, A.8). */
export class Reception {
  private source: Source | null = null
  /** of every source so far, for a figure over time */
  private totals = { expected: 0, received: 0 }

  /**
   * @param clockRate - of the payload type; null for what keeps its timestamp, as telephone-events do
   * @param now - monotonic milliseconds
   */
  packet(packet: Omit<RtpPacket, 'payload'>, clockRate: number | null, now: number): void {
    const source = this.sourceOf(packet, clockRate)
    source.received += 1
    const ahead = (packet.sequenceNumber - source.highest) & 0xffff
    if (ahead < 0x8000) source.highest += ahead
    if (clockRate === null) return
    const arrival = Math.round((now * clockRate) / 1000)
    const transit = (arrival - packet.timestamp) | 0
    const before = source.transit
    source.transit = transit
    // After a pause the timestamp may go on from where it was (RFC 3551 §4.1: the marker says so).
    if (before === null || packet.marker) return
    const difference = Math.abs((transit - before) | 0)
    if (difference > (clockRate * mostTransitMs) / 1000) return
    source.jitter += (difference - source.jitter) / 16
  }

  get jitterMs(): number {
    return this.source ? (this.source.jitter * 1000) / this.source.clockRate : 0
  }

  /** Packets that were sent to us, and those that came, since the beginning. */
  get counts(): { expected: number; received: number } {
    const { source, totals } = this
    if (!source) return totals
    return {
      expected: totals.expected + expectedOf(source),
      received: totals.received + source.received
    }
  }

  /** The report block that is due now, or null when nothing came yet. The fraction is that since the last one. */
  report(): ReceptionReport | null {
    const { source } = this
    if (!source) return null
    const expected = expectedOf(source)
    const newlyExpected = expected - source.prior.expected
    const lost = newlyExpected - (source.received - source.prior.received)
    source.prior = { expected, received: source.received }
    const isLost = newlyExpected > 0 && lost > 0
    return {
      ssrc: source.ssrc,
      fractionLost: isLost ? Math.floor((lost << 8) / newlyExpected) : 0,
      cumulativeLost: Math.max(0, Math.min(0x7f_ffff, expected - source.received)),
      highestSequence: source.highest >>> 0,
      jitter: Math.floor(source.jitter)
    }
  }

  private sourceOf(
    { ssrc, sequenceNumber }: Omit<RtpPacket, 'payload'>,
    clockRate: number | null
  ): Source {
    const { source } = this
    if (source?.ssrc === ssrc && (clockRate === null || source.clockRate === clockRate)) {
      const ahead = (sequenceNumber - source.highest) & 0xffff
      if (ahead < mostDropout || ahead > 0x1_0000 - mostDropout) return source
    }
    this.totals = this.counts
    this.source = {
      ssrc,
      clockRate: clockRate ?? source?.clockRate ?? 8_000,
      base: sequenceNumber,
      highest: sequenceNumber,
      received: 0,
      jitter: source?.jitter ?? 0,
      transit: null,
      prior: { expected: 0, received: 0 }
    }
    return this.source
  }
}

function expectedOf({ highest, base }: Source): number {
  return highest - base + 1
}

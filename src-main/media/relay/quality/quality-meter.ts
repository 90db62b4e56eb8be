import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { CallQuality, StreamQuality } from '@contract/telephony/call-quality'
import type { RtpPacket } from '../rtp-packet'
import { qualityRating } from './e-model'
import { Reception } from './reception'
import { middleOf, ntpTime, parseReports, serializeReport, type ReportBlock } from './rtcp-packet'
import { streamQuality } from './stream-quality'

/** The part of what we send that a report is about. */
export interface SentSoFar {
  readonly ssrc: number
  readonly packets: number
  readonly octets: number
  /** the timestamp that a packet of this moment would have */
  readonly rtpTimestamp: number
}

export interface QualityPorts {
  sent(): SentSoFar
  sendRtcp(compound: Buffer): void
  /** at most once a second, and only when something changed */
  changed(quality: CallQuality): void
}

const everySecondMs = 1_000
/** RFC 3550 §6.2: every 5 s, so spread that ends do not fall into step. */
const reportEveryMs = 5_000
/** What is said about loss looks back so many seconds: long enough to be steady, short enough to be of use. */
const windowSeconds = 10

interface RemoteReport {
  readonly lossPercent: number
  readonly jitter: number
}

/** Measures a call from inside the relay, and exchanges RTCP reports with the PBX (RFC 3550 §6). */
export class QualityMeter {
  private readonly reception = new Reception()
  /** of the person nothing is said (RFC 7022) */
  private readonly cname = randomBytes(12).toString('base64url')
  private codec: { name: string; clockRate: number; encryption: CallQuality['encryption'] } | null =
    null
  private history: { expected: number; received: number }[] = []
  private remote: RemoteReport | null = null
  private lastSenderReport: { middle: number; at: number } | null = null
  private roundTripMs: number | null = null
  private told: CallQuality | null = null
  private second: NodeJS.Timeout | null = null
  private reportDue: NodeJS.Timeout | null = null

  constructor(private readonly ports: QualityPorts) {}

  /** What was agreed, at the beginning and after each change. */
  negotiated(name: string, clockRate: number, encryption: CallQuality['encryption']): void {
    this.codec = { name, clockRate, encryption }
    this.second ??= setInterval(() => this.tell(), everySecondMs)
    if (!this.reportDue) this.scheduleReport(reportEveryMs / 2)
  }

  /** @param clockRate - null for what keeps its timestamp */
  packet(packet: RtpPacket, clockRate: number | null, now: number): void {
    this.reception.packet(packet, clockRate, now)
  }

  rtcp(compound: Buffer): void {
    const at = performance.now()
    for (const { sender, blocks } of parseReports(compound)) {
      if (sender) this.lastSenderReport = { middle: middleOf(sender), at }
      const about = blocks.find(({ ssrc }) => ssrc === this.ports.sent().ssrc)
      if (about) this.reported(about)
    }
  }

  stop(): void {
    if (this.second) clearInterval(this.second)
    if (this.reportDue) clearTimeout(this.reportDue)
    this.second = null
    this.reportDue = null
  }

  /** RFC 3550 §6.4.1: our time now, less that of our report and what the other side kept it. */
  private reported(block: ReportBlock): void {
    this.remote = { lossPercent: (block.fractionLost * 100) / 256, jitter: block.jitter }
    if (block.lastSenderReport === 0) return
    const now = middleOf(ntpTime(Date.now()))
    const took = (now - block.lastSenderReport - block.delaySinceLastSenderReport) | 0
    // A clock that was set meanwhile makes nonsense of it.
    if (took >= 0 && took < 10 * 65_536) this.roundTripMs = (took * 1000) / 65_536
  }

  private scheduleReport(meanMs: number): void {
    this.reportDue = setTimeout(
      () => {
        this.sendReport()
        this.scheduleReport(reportEveryMs)
      },
      meanMs * (0.5 + Math.random())
    )
  }

  private sendReport(): void {
    const { ssrc, packets, octets, rtpTimestamp } = this.ports.sent()
    const received = this.reception.report()
    const last = this.lastSenderReport
    const delay = last ? Math.round((performance.now() - last.at) * 65.536) : 0
    const block = received && {
      ...received,
      lastSenderReport: last?.middle ?? 0,
      delaySinceLastSenderReport: delay
    }
    const sender = packets === 0 ? null : { ...ntpTime(Date.now()), rtpTimestamp, packets, octets }
    this.ports.sendRtcp(serializeReport({ ssrc, sender, blocks: block ? [block] : [] }, this.cname))
  }

  private tell(): void {
    const { codec } = this
    if (!codec) return
    const received = this.receivedQuality()
    const sent = this.sentQuality(codec.clockRate)
    const scores = [received, sent].flatMap((each) => (each ? [each.mos] : []))
    const quality: CallQuality = {
      codec: codec.name,
      encryption: codec.encryption,
      received,
      sent,
      roundTripMs: this.roundTripMs === null ? null : Math.round(this.roundTripMs),
      rating: scores.length === 0 ? null : qualityRating(Math.min(...scores))
    }
    if (isDeepStrictEqual(quality, this.told)) return
    this.told = quality
    this.ports.changed(quality)
  }

  private receivedQuality(): StreamQuality | null {
    const counts = this.reception.counts
    const [first] = this.history
    this.history = [...this.history, counts].slice(-windowSeconds)
    if (counts.received === 0) return null
    const expected = counts.expected - (first?.expected ?? 0)
    const lost = expected - (counts.received - (first?.received ?? 0))
    const lossPercent = expected > 0 ? (100 * lost) / expected : 0
    return streamQuality(lossPercent, this.reception.jitterMs, this.roundTripMs)
  }

  private sentQuality(clockRate: number): StreamQuality | null {
    const { remote } = this
    if (!remote) return null
    return streamQuality(remote.lossPercent, (remote.jitter * 1000) / clockRate, this.roundTripMs)
  }
}

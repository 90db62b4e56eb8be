import type { CallQuality, QualityRating, StreamQuality } from '@contract/telephony/call-quality'
import type { CallStatistics, StreamStatistics } from '@contract/telephony/call-statistics'

/** Gathers what was measured during a call into what is kept of it. */
export class StatisticsOfCall {
  private last: CallQuality | null = null
  private readonly received = new StreamMeans()
  private readonly sent = new StreamMeans()
  private readonly roundTripMs = new Mean()
  private readonly ratings = new Map<QualityRating, number>()

  /** @param quality - of the last seconds; the same object again is the same measurement */
  add(quality: CallQuality): void {
    if (quality === this.last) return
    this.last = quality
    const { received, sent, roundTripMs, rating } = quality
    if (received) this.received.add(received)
    if (sent) this.sent.add(sent)
    if (roundTripMs !== null) this.roundTripMs.add(roundTripMs)
    if (rating) this.ratings.set(rating, (this.ratings.get(rating) ?? 0) + 1)
  }

  /** null when nothing was measured */
  get statistics(): CallStatistics | null {
    if (!this.last) return null
    const { codec, encryption } = this.last
    return {
      codec,
      encryption,
      received: this.received.statistics,
      sent: this.sent.statistics,
      roundTripMs: rounded(this.roundTripMs.value, 0),
      rating: this.usualRating()
    }
  }

  private usualRating(): QualityRating | null {
    const [most] = [...this.ratings].sort(([, one], [, other]) => other - one)
    return most?.[0] ?? null
  }
}

class StreamMeans {
  private readonly lossPercent = new Mean()
  private readonly jitterMs = new Mean()
  private readonly mos = new Mean()
  private lowestMos = Infinity

  add({ lossPercent, jitterMs, mos }: StreamQuality): void {
    this.lossPercent.add(lossPercent)
    this.jitterMs.add(jitterMs)
    this.mos.add(mos)
    this.lowestMos = Math.min(this.lowestMos, mos)
  }

  get statistics(): StreamStatistics | null {
    const lossPercent = rounded(this.lossPercent.value, 1)
    const jitterMs = rounded(this.jitterMs.value, 0)
    const mos = rounded(this.mos.value, 1)
    if (lossPercent === null || jitterMs === null || mos === null) return null
    return { lossPercent, jitterMs, mos, lowestMos: this.lowestMos }
  }
}

class Mean {
  private sum = 0
  private count = 0

  add(value: number): void {
    this.sum += value
    this.count += 1
  }

  get value(): number | null {
    return this.count === 0 ? null : this.sum / this.count
  }
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits))
}

import type { StreamQuality } from '@contract/telephony/call-quality'
import { meanOpinionScore, transmissionRating } from './e-model'

/** What is said of one direction. A round trip that was not measured counts as none. */
export function streamQuality(
  loss: number,
  jitterMs: number,
  roundTripMs: number | null
): StreamQuality {
  const lossPercent = Math.max(0, Math.min(100, loss))
  const rating = transmissionRating(lossPercent, jitterMs, roundTripMs ?? 0)
  return {
    lossPercent: rounded(lossPercent),
    jitterMs: Math.round(jitterMs),
    mos: rounded(meanOpinionScore(rating))
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

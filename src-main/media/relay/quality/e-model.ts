import type { QualityRating } from '@contract/telephony/call-quality'

/** Packets of 20 ms, and a jitter buffer that holds about twice the jitter. */
const packetMs = 20
const jitterFactor = 2

/** Robustness against loss of G.711 with concealment (ITU-T G.113 appendix I, table I.4); its own impairment is 0. */
const bpl = 25.1

/**
 * The transmission rating R of ITU-T G.107, with all that is not measured here at its default value, which leaves 93.2.
 * Delay counts as in Cole and Rosenbluth, "Voice over IP Performance Monitoring" (2001), equation 2. Codecs for which
 * G.113 has no values on this scale, opus and G.722, are taken for G.711: no better, no worse.
 */
export function transmissionRating(
  lossPercent: number,
  jitterMs: number,
  roundTripMs: number
): number {
  const delayMs = roundTripMs / 2 + packetMs + jitterFactor * jitterMs
  const delayImpairment = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - 177.3)
  const lossImpairment = (95 * lossPercent) / (lossPercent + bpl)
  return 93.2 - delayImpairment - lossImpairment
}

/** ITU-T G.107 annex B, equation B-4. */
export function meanOpinionScore(rating: number): number {
  if (rating <= 0) return 1
  if (rating >= 100) return 4.5
  return 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6
}

/** The limits of ITU-T G.109: satisfied from R = 80, many dissatisfied below R = 70. */
export function qualityRating(meanOpinion: number): QualityRating {
  if (meanOpinion >= 4) return 'good'
  return meanOpinion >= 3.6 ? 'fair' : 'poor'
}

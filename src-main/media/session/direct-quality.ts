import { isDeepStrictEqual } from 'node:util'
import type { DirectFlow } from '@contract/ipc/media-protocol'
import type { CallQuality, StreamQuality } from '@contract/telephony/call-quality'
import { qualityRating } from '../relay/quality/e-model'
import { streamQuality } from '../relay/quality/stream-quality'

/** What is said about loss looks back so many counts, one a second, as with the relay. */
const windowCounts = 10

/** How well a direct call can be heard, from what the browser counts. */
export class DirectQuality {
  private history: DirectFlow[] = []
  private told: CallQuality | null = null

  /** A new connection counts from nothing. */
  restart(): void {
    this.history = []
  }

  /** @returns null when nothing can be said, or nothing new */
  counted(flow: DirectFlow): CallQuality | null {
    const { codec, path, roundTripMs, reported } = flow
    const received = this.received(flow)
    if (codec === null) return null
    const sent = reported && streamQuality(reported.lossPercent, reported.jitterMs, roundTripMs)
    const scores = [received, sent].flatMap((each) => (each ? [each.mos] : []))
    const quality: CallQuality = {
      codec,
      encryption: 'dtls',
      ...(path && { path }),
      received,
      sent,
      roundTripMs: roundTripMs === null ? null : Math.round(roundTripMs),
      rating: scores.length === 0 ? null : qualityRating(Math.min(...scores))
    }
    if (isDeepStrictEqual(quality, this.told)) return null
    this.told = quality
    return quality
  }

  private received(flow: DirectFlow): StreamQuality | null {
    const [first] = this.history
    this.history = [...this.history, flow].slice(-windowCounts)
    if (flow.packetsReceived === 0) return null
    const lost = flow.packetsLost - (first?.packetsLost ?? 0)
    const expected = lost + flow.packetsReceived - (first?.packetsReceived ?? 0)
    const lossPercent = expected > 0 ? (100 * lost) / expected : 0
    return streamQuality(lossPercent, flow.jitterMs, flow.roundTripMs)
  }
}

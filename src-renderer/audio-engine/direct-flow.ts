import type { DirectStatistics } from '@contract/ipc/media-protocol'

/** What one connection received and sent until now. */
export interface DirectFlow {
  readonly packetsReceived: number
  /** sum of squares of the samples that went into the encoder, in seconds of full scale; pure silence adds nothing */
  readonly sentEnergy: number
}

/** The part of W3C WebRTC Statistics that is read here; TypeScript types few of them. */
interface Stat {
  readonly type: string
  readonly kind?: string
  readonly packetsSent?: number
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly jitter?: number
  readonly totalAudioEnergy?: number
  readonly nominated?: boolean
  readonly currentRoundTripTime?: number
}

function all(report: RTCStatsReport, type: string): Stat[] {
  const stats: Stat[] = []
  report.forEach((stat: Stat) => {
    if (stat.type === type) stats.push(stat)
  })
  return stats
}

const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

export function directFlow(report: RTCStatsReport): DirectFlow {
  return {
    packetsReceived: sum(all(report, 'inbound-rtp').map((stat) => stat.packetsReceived)),
    sentEnergy: sum(all(report, 'media-source').map((stat) => stat.totalAudioEnergy))
  }
}

export function directStatistics(report: RTCStatsReport): DirectStatistics {
  const inbound = all(report, 'inbound-rtp')
  const pair = all(report, 'candidate-pair').find(({ nominated }) => nominated)
  const milliseconds = (seconds: number | undefined) =>
    seconds === undefined ? null : seconds * 1_000
  return {
    packetsSent: sum(all(report, 'outbound-rtp').map((stat) => stat.packetsSent)),
    packetsReceived: sum(inbound.map((stat) => stat.packetsReceived)),
    packetsLost: sum(inbound.map((stat) => stat.packetsLost)),
    jitterMs: milliseconds(inbound[0]?.jitter),
    roundTripMs: milliseconds(pair?.currentRoundTripTime)
  }
}

import type { DirectFlow } from '@contract/ipc/media-protocol'
import { mediaPaths } from '@contract/telephony/media-path'

/** The part of W3C WebRTC Statistics that is read here; TypeScript types few of them. Times are in seconds. */
interface Stat {
  readonly type: string
  readonly codecId?: string
  readonly mimeType?: string
  readonly packetsSent?: number
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly jitter?: number
  readonly fractionLost?: number
  readonly roundTripTime?: number
  readonly totalAudioEnergy?: number
  readonly selectedCandidatePairId?: string
  readonly localCandidateId?: string
  readonly candidateType?: string
  readonly currentRoundTripTime?: number
}

const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** What was counted since the connection began. A stream that the PBX began anew is a second one beside the first. */
export function directFlow(report: RTCStatsReport, connected: boolean): DirectFlow {
  const stats: (Stat & { id: string })[] = []
  report.forEach((stat: Stat & { id: string }) => stats.push(stat))
  const all = (type: string) => stats.filter((stat) => stat.type === type)

  const inbound = all('inbound-rtp')
  const outbound = all('outbound-rtp')
  const remote = all('remote-inbound-rtp').at(-1)
  const selected = all('transport')[0]?.selectedCandidatePairId
  const pair = stats.find(({ id }) => id === selected)
  const local = stats.find(({ id }) => id === pair?.localCandidateId)
  const codec = stats.find(({ id }) => id === outbound.at(-1)?.codecId)
  const roundTrip = remote?.roundTripTime ?? pair?.currentRoundTripTime
  return {
    connected,
    codec: codec?.mimeType?.replace('audio/', '') ?? null,
    packetsSent: sum(outbound.map(({ packetsSent }) => packetsSent)),
    packetsReceived: sum(inbound.map(({ packetsReceived }) => packetsReceived)),
    packetsLost: sum(inbound.map(({ packetsLost }) => packetsLost)),
    jitterMs: 1_000 * Math.max(0, ...inbound.map(({ jitter = 0 }) => jitter)),
    sentEnergy: sum(all('media-source').map(({ totalAudioEnergy }) => totalAudioEnergy)),
    path: mediaPaths.find((path) => path === local?.candidateType) ?? null,
    roundTripMs: roundTrip === undefined ? null : 1_000 * roundTrip,
    reported: remote
      ? { lossPercent: 100 * (remote.fractionLost ?? 0), jitterMs: 1_000 * (remote.jitter ?? 0) }
      : null
  }
}

import { epochMs } from '../support/phone/clock'
import type { Recording } from '../support/phone/recording'
import { toneDbfs } from '../support/phone/tone-analysis'

const settleMs = 300
const listenMs = 400

/** Level of a tone in what arrives in the next moments; -99 when nothing does. Packets under way are left out. */
export async function levelFromNow(recording: Recording, hz: number): Promise<number> {
  const from = epochMs() + settleMs
  await recording.audioUntil(from + listenMs, 3_000).catch(() => {})
  return Math.round(toneDbfs(recording.audio, hz, from, from + listenMs))
}

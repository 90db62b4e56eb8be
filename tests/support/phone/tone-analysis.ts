import { levelDbfs, silenceDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import type { ReceivedAudio } from './recording'

/** A tone at this level or above was sent to somebody. */
export const presentDbfs = -30
/** A tone at this level or below was not. In between, nothing is proven. */
export const absentDbfs = -50
/** Where a single packet counts as one or the other. */
const edgeDbfs = -40

/** A tone has begun after three packets of it; it has ended when it stays away for longer than between two syllables. */
const stablePackets = { begins: 3, ends: 10 } as const

function piece(audio: readonly ReceivedAudio[], fromMs: number, toMs: number): Int16Array {
  const packets = audio.filter(({ at }) => at >= fromMs && at < toMs)
  const samples = new Int16Array(packets.reduce((sum, packet) => sum + packet.samples.length, 0))
  let offset = 0
  for (const packet of packets) {
    samples.set(packet.samples, offset)
    offset += packet.samples.length
  }
  return samples
}

/** Level of a tone in what arrived between two times (epoch ms). -99 when nothing arrived. */
export function toneDbfs(
  audio: readonly ReceivedAudio[],
  frequencyHz: number,
  fromMs: number,
  toMs = Infinity
): number {
  const samples = piece(audio, fromMs, toMs)
  return samples.length === 0 ? silenceDbfs : levelDbfs(samples, frequencyHz)
}

/** When a tone began, or ended for good; undefined when it did not. */
export function toneChange(
  audio: readonly ReceivedAudio[],
  frequencyHz: number,
  change: 'begins' | 'ends',
  fromMs: number
): number | undefined {
  const packets = audio.filter(({ at }) => at >= fromMs)
  let held = 0
  for (const [index, { samples }] of packets.entries()) {
    const present = levelDbfs(samples, frequencyHz) > edgeDbfs
    held = present === (change === 'begins') ? held + 1 : 0
    if (held === stablePackets[change]) return packets[index - held + 1]?.at
  }
  return undefined
}

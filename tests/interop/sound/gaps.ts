import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import type { ReceivedAudio } from '../../support/phone/recording'
import { voicedDbfs, voicesHz } from './sound-desk'

/** When each packet came that carries a voice of the desk, whichever microphone heard it. */
export function voicedAt(audio: readonly ReceivedAudio[], fromMs: number): readonly number[] {
  return audio.filter(({ at, samples }) => at >= fromMs && isVoiced(samples)).map(({ at }) => at)
}

export function isVoiced(samples: Int16Array): boolean {
  return voicesHz.some((hz) => levelDbfs(samples, hz) > voicedDbfs)
}

/** The longest time between two of them. Several lists are one when they are joined and sorted. */
export function longestGapMs(times: readonly number[], fromMs: number, toMs: number): number {
  const within = times.filter((at) => at >= fromMs && at <= toMs)
  const edges = [...within, toMs]
  return edges.reduce(
    (longest, at, index) => Math.max(longest, at - (edges[index - 1] ?? fromMs)),
    0
  )
}

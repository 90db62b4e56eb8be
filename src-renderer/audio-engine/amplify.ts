import { limiter, makeupDb } from './limiter'

/** Straight up to here; what is louder is held below full scale, however loud it comes in. */
const loudest = { threshold: -6, knee: 0, ratio: 20, attack: 0.001, release: 0.1 }
/** A gain that jumped would click. */
const glideSeconds = 0.01

export interface AmplifiedNode {
  readonly output: AudioNode
  setGain(decibels: number): void
}

/** Makes a voice louder or softer, and keeps it from clipping. */
export function amplify(
  context: BaseAudioContext,
  input: AudioNode,
  decibels: number
): AmplifiedNode {
  const gain = new GainNode(context, { gain: amplitude(decibels) })
  const output = limiter(context, loudest)
  input.connect(gain).connect(output)
  return {
    output,
    setGain(wanted) {
      gain.gain.setTargetAtTime(amplitude(wanted), context.currentTime, glideSeconds)
    }
  }
}

function amplitude(decibels: number): number {
  return 10 ** ((decibels - makeupDb(loudest)) / 20)
}

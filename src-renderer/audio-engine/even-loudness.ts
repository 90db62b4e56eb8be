import { toDbfs } from './dbfs'
import { limiter, makeupDb } from './limiter'

/** Speech at this level, by its RMS, is comfortable. */
const targetDbfs = -20
const mostGainDb = 24
const leastGainDb = -6
/** Below it is nobody's voice: the gain stays as it is, so that pauses do not begin to hiss. */
const quietestSpeechDbfs = -55
/** Slowly louder, so that a pause is not pumped up; quickly softer, so that nobody is startled. */
const louderDbPerSecond = 12
const softerDbPerSecond = 48

/** Catches what the gain is too slow for. */
const loudest = { threshold: -12, knee: 0, ratio: 20, attack: 0.002, release: 0.15 }
const addedDb = makeupDb(loudest)

/** @returns the gain after that time, given how loud what goes in is */
export function nextGainDb(gainDb: number, inputDbfs: number, elapsedMs: number): number {
  if (inputDbfs < quietestSpeechDbfs) return gainDb
  const wanted = clamp(targetDbfs - addedDb - inputDbfs, leastGainDb - addedDb, mostGainDb)
  const seconds = elapsedMs / 1_000
  return gainDb + clamp(wanted - gainDb, -softerDbPerSecond * seconds, louderDbPerSecond * seconds)
}

export interface EvenedNode {
  readonly output: AudioNode
  /** Called regularly: listens to what went in, and moves the gain. */
  step(elapsedMs: number): void
}

/** Makes quiet and uneven speech louder, and keeps loud speech from clipping. */
export function evenLoudness(context: BaseAudioContext, input: AudioNode): EvenedNode {
  const samples = new Float32Array(4096)
  const meter = new AnalyserNode(context, { fftSize: samples.length })
  const gain = new GainNode(context, { gain: amplitude(-addedDb) })
  const output = limiter(context, loudest)
  input.connect(meter)
  input.connect(gain).connect(output)
  let gainDb = -addedDb
  return {
    output,
    step(elapsedMs) {
      meter.getFloatTimeDomainData(samples)
      const meanSquare = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      gainDb = nextGainDb(gainDb, toDbfs(meanSquare), elapsedMs)
      gain.gain.setTargetAtTime(amplitude(gainDb), context.currentTime, 0.02)
    }
  }
}

function amplitude(decibels: number): number {
  return 10 ** (decibels / 20)
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}

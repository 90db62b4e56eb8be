/** A rising fifth: when the second note is heard, nothing of the first was cut off. */
const notes = [
  { frequencyHz: 587.33, fromSeconds: 0 },
  { frequencyHz: 880, fromSeconds: 0.35 }
] as const
const seconds = 1.4
const loudest = 0.25
/** A note that begins at once would click. */
const riseSeconds = 0.008
const fallSeconds = 0.28

/** The samples of the speaker's test tone, between -1 and 1. */
export function chime(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * sampleRate))
  for (const { frequencyHz, fromSeconds } of notes) {
    for (let i = Math.round(fromSeconds * sampleRate); i < samples.length; i++) {
      const at = i / sampleRate - fromSeconds
      const envelope = Math.min(1, at / riseSeconds) * Math.exp(-at / fallSeconds)
      samples[i] = (samples[i] ?? 0) + loudest * envelope * Math.sin(2 * Math.PI * frequencyHz * at)
    }
  }
  return samples
}

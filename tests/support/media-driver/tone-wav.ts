import { writeFile } from 'node:fs/promises'
import { wavOf } from '../wav'

const sampleRate = 48_000

/**
 * Writes a tone as a WAV file, in bursts of 400 ms with 100 ms between them: a tone that never stops is what noise
 * suppression takes for noise.
 *
 * @param soundsMs - of each half second; 500 for a tone that never stops
 */
export async function writeToneWav(
  path: string,
  frequencyHz: number,
  seconds: number,
  { peak = 16_000, soundsMs = 400 } = {}
) {
  const samples = new Int16Array(sampleRate * seconds)
  for (let i = 0; i < samples.length; i++) {
    const inBurst = (i / sampleRate) % 0.5 < soundsMs / 1_000
    samples[i] = inBurst ? peak * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRate) : 0
  }
  await writeFile(path, wavOf(samples, sampleRate))
}

import { writeFileSync } from 'node:fs'
import { wavOf } from '../support/wav'
import { toneHz } from './parties'

const sampleRate = 48_000
/**
 * Nearly full scale: Chromium's echo cancellation and noise suppression together take 15 dB and more from a steady tone
 * while the call itself is made of tones. Speech they leave alone.
 */
const peak = 30_000

/** One second of the manager's tone as a WAV file, which Chromium plays over and over as the microphone. */
export function writeMicrophoneTone(file: string): void {
  const samples = Int16Array.from({ length: sampleRate }, (_, index) =>
    Math.round(peak * Math.sin((2 * Math.PI * toneHz.manager * index) / sampleRate))
  )
  writeFileSync(file, wavOf(samples, sampleRate))
}

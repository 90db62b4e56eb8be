import { writeFileSync } from 'node:fs'
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
  const data = Buffer.from(samples.buffer)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  writeFileSync(file, Buffer.concat([header, data]))
}

import { writeFile } from 'node:fs/promises'

const sampleRate = 48_000

/**
 * Writes a tone as a WAV file, in bursts of 400 ms with 100 ms between them: a tone that never stops is what noise
 * suppression takes for noise.
 */
export async function writeToneWav(path: string, frequencyHz: number, seconds: number) {
  const samples = new Int16Array(sampleRate * seconds)
  for (let i = 0; i < samples.length; i++) {
    const inBurst = (i / sampleRate) % 0.5 < 0.4
    samples[i] = inBurst ? 16_000 * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRate) : 0
  }
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
  await writeFile(path, Buffer.concat([header, data]))
}

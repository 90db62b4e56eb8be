import { pcmu } from './g711'
import { samplesPerSecond } from './frame'

const muLawFormat = 7

export class UnreadableWav extends Error {
  constructor(why: string) {
    super(`WAV file: ${why}`)
    this.name = 'UnreadableWav'
  }
}

/**
 * Reads a mono WAV file of G.711 µ-law at 8,000 samples a second (WAVE format 7).
 *
 * @throws UnreadableWav
 */
export function readMuLawWav(file: Buffer): Int16Array {
  const chunks = chunksOf(file)
  const format = chunks.get('fmt ')
  const data = chunks.get('data')
  if (!format || format.length < 16 || !data) throw new UnreadableWav('no format or no data')
  const [code, channels, rate] = [
    format.readUInt16LE(0),
    format.readUInt16LE(2),
    format.readUInt32LE(4)
  ]
  if (code !== muLawFormat || channels !== 1 || rate !== samplesPerSecond) {
    throw new UnreadableWav(`format ${code}, ${channels} channels, ${rate} Hz`)
  }
  return pcmu.decode(data)
}

function chunksOf(file: Buffer): ReadonlyMap<string, Buffer> {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new UnreadableWav('not RIFF/WAVE')
  }
  const chunks = new Map<string, Buffer>()
  let at = 12
  while (at + 8 <= file.length) {
    const length = file.readUInt32LE(at + 4)
    chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + length))
    // Chunks are padded to even lengths.
    at += 8 + length + (length % 2)
  }
  return chunks
}

/**
 * Makes the sounds of the phone: `node build/sounds/make-sounds.mjs` writes them into resources/sounds. Everything is
 * calculated, so nobody's recording is used.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const output = join(import.meta.dirname, '../../resources/sounds')
const rate = 16_000
/** A tone that begins or ends at once would click. */
const edgeSeconds = 0.01

/** Ringback and busy of Europe (ETSI TR 101 041, ITU-T E.180): 425 Hz. */
const callProgressHz = 425
const callProgressLevel = 0.12

/** @typedef {{ at: number, seconds: number, level: number, hertz: readonly number[], falls?: number }} Note */

/** @type {Record<string, { seconds: number, notes: readonly Note[] }>} */
const sounds = {
  ringback: { seconds: 5, notes: [callProgress(0, 1)] },
  busy: { seconds: 3, notes: [0, 1, 2].map((at) => callProgress(at, 0.5)) },
  // Two bars of a bell, then as much silence: heard in a loud room, and borne in a quiet one.
  ringing: {
    seconds: 3,
    notes: [0, 0.75].flatMap((bar) =>
      [659.26, 783.99, 987.77].map((hertz, index) => ({
        at: bar + index * 0.14,
        seconds: 0.7,
        level: 0.3,
        hertz: [hertz, 2 * hertz],
        falls: 0.16
      }))
    )
  },
  cue: {
    seconds: 0.25,
    notes: [
      { at: 0, seconds: 0.12, level: 0.05, hertz: [880], falls: 0.05 },
      { at: 0.07, seconds: 0.17, level: 0.05, hertz: [1_174.66], falls: 0.05 }
    ]
  }
}

mkdirSync(output, { recursive: true })
for (const [name, { seconds, notes }] of Object.entries(sounds)) {
  const samples = new Float64Array(Math.round(seconds * rate))
  for (const note of notes) add(samples, note)
  writeFileSync(join(output, `${name}.wav`), wav(samples))
  console.log(`${name}.wav  ${seconds} s`)
}

/** @param {number} at @param {number} seconds @returns {Note} */
function callProgress(at, seconds) {
  return { at, seconds, level: callProgressLevel, hertz: [callProgressHz] }
}

/** @param {Float64Array} samples @param {Note} note */
function add(samples, { at, seconds, level, hertz, falls }) {
  const first = Math.round(at * rate)
  const length = Math.round(seconds * rate)
  for (let i = 0; i < length && first + i < samples.length; i++) {
    const time = i / rate
    const edge = Math.min(1, time / edgeSeconds, (seconds - time) / edgeSeconds)
    const fall = falls === undefined ? 1 : Math.exp(-time / falls)
    const tone = hertz.reduce(
      (sum, each, index) => sum + Math.sin(2 * Math.PI * each * time) / (1 + 2 * index),
      0
    )
    samples[first + i] = (samples[first + i] ?? 0) + level * edge * fall * tone
  }
}

/** @param {Float64Array} samples */
function wav(samples) {
  const data = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, index) => data.writeInt16LE(Math.round(sample * 32_767), index * 2))
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

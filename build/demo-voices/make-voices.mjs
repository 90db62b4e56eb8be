/**
 * Makes the conversations of the demo PBX: `node build/demo-voices/make-voices.mjs` reads the scripts beside it and
 * writes two tracks of equal length for each into resources/demo-voices. Needs espeak-ng and sox.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const here = import.meta.dirname
const output = join(here, '../../resources/demo-voices')
const rate = 8_000
const parties = /** @type {const} */ (['agent', 'client'])
/** RMS of the speech where a sine of full scale is 0 dBFS, as the PBX measures it. */
const speechDbfs = -20
const quietest = 10 ** (-45 / 20)
const betweenTurnsSeconds = 0.45

/** @typedef {{ name: string, pitch: string, wordsPerMinute: string }} Voice */

const scratch = mkdtempSync(join(tmpdir(), 'demo-voices-'))
mkdirSync(output, { recursive: true })
for (const conversation of ['problem', 'order']) {
  for (const [party, track] of Object.entries(tracksOf(conversation))) {
    const seconds = (track.length / rate).toFixed(1)
    writeMuLaw(track, join(output, `${conversation}-${party}.wav`))
    console.log(`${conversation}-${party}.wav  ${seconds} s`)
  }
}
rmSync(scratch, { recursive: true })

/** @param {string} conversation */
function tracksOf(conversation) {
  /** @type {Record<string, Voice>} */
  const voices = {}
  /** @type {Record<string, Float64Array[]>} */
  const pieces = { agent: [], client: [] }
  /** @param {string} speaker @param {Float64Array} speech */
  const append = (speaker, speech) => {
    for (const party of parties) {
      pieces[party]?.push(party === speaker ? speech : new Float64Array(speech.length))
    }
  }

  for (const line of readFileSync(join(here, `${conversation}.txt`), 'utf8').split('\n')) {
    const [, word = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? []
    if (word === 'voice') {
      const [party = '', name = '', pitch = '', wordsPerMinute = ''] = rest.split(' ')
      voices[party] = { name, pitch, wordsPerMinute }
    } else if (word === 'pause') append('nobody', new Float64Array(Number(rest) * rate))
    else if (voices[word]) {
      append(word, atSpeechLevel(speak(rest, voices[word])))
      append('nobody', new Float64Array(betweenTurnsSeconds * rate))
    }
  }
  return Object.fromEntries(parties.map((party) => [party, joined(pieces[party] ?? [])]))
}

/** @param {string} text @param {Voice} voice */
function speak(text, voice) {
  const spoken = join(scratch, 'spoken.wav')
  const { name, pitch, wordsPerMinute } = voice
  execFileSync('espeak-ng', ['-v', name, '-p', pitch, '-s', wordsPerMinute, '-w', spoken, text])
  // The band of a telephone, and the silence before and after cut off. -D: no dither, so that each run is the same.
  const cut = ['silence', '1', '0.02', '0.5%', 'reverse']
  const effects = [
    'gain',
    '-3',
    'rate',
    String(rate),
    'sinc',
    '200-3600',
    ...cut,
    ...cut,
    'fade',
    '0.01'
  ]
  const raw = execFileSync(
    'sox',
    ['-D', spoken, '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-', ...effects],
    { maxBuffer: 2 ** 26 }
  )
  const samples = new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length))
  return Float64Array.from(samples, (sample) => sample / 32_768)
}

/** @param {Float64Array} samples */
function atSpeechLevel(samples) {
  let squares = 0
  let spoken = 0
  for (let at = 0; at < samples.length; at += rate / 50) {
    const frame = samples.subarray(at, at + rate / 50)
    const power = frame.reduce((sum, sample) => sum + sample * sample, 0)
    if (Math.sqrt(power / frame.length) < quietest) continue
    squares += power
    spoken += frame.length
  }
  const gain = 10 ** (speechDbfs / 20) / Math.sqrt((2 * squares) / spoken)
  return samples.map((sample) => Math.max(-0.95, Math.min(0.95, sample * gain)))
}

/** @param {Float64Array[]} pieces */
function joined(pieces) {
  const track = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    track.set(piece, at)
    at += piece.length
  }
  return track
}

/** @param {Float64Array} track @param {string} file */
function writeMuLaw(track, file) {
  const linear = Int16Array.from(track, (sample) => Math.round(sample * 32_767))
  const format = ['-t', 'raw', '-r', String(rate), '-e', 'signed', '-b', '16', '-c', '1']
  const raw = join(scratch, 'track.raw')
  writeFileSync(raw, Buffer.from(linear.buffer))
  execFileSync('sox', ['-D', ...format, raw, '-e', 'mu-law', '-b', '8', file])
}

import { pcma, pcmu, type G711Codec } from '../../../src-main/demo-pbx/audio/g711'
import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'

/** What the microphone hears: 20 periods of it fill a frame of 20 ms. */
export const voiceHz = 1_000
const amplitude = 16_000

const tone = Int16Array.from({ length: 160 }, (_, index) =>
  Math.round(amplitude * Math.sin((2 * Math.PI * voiceHz * index) / 8_000))
)
const g711 = new Map<number, G711Codec>([pcma, pcmu].map((codec) => [codec.payloadType, codec]))
const tones = new Map([...g711].map(([type, codec]) => [type, Buffer.from(codec.encode(tone))]))
/** For G.722 and opus no encoder is at hand: anything that is not their silence. */
const otherVoice = Buffer.alloc(160, 0x2a)

/** One frame of the microphone. */
export function voiceFrame(payloadType: number): Buffer {
  return tones.get(payloadType) ?? otherVoice
}

/** By the recommendations, not by the product: G.711's zero, the smallest step of G.722, an empty frame of opus. */
const silences = new Map<number, { readonly byte: number } | { readonly whole: Buffer }>([
  [8, { byte: 0xd5 }],
  [0, { byte: 0xff }],
  [9, { byte: 0xfd }],
  [111, { whole: Buffer.from([0xf8, 0xff, 0xfe]) }]
])

/** Bit by bit: whatever is not the silence of its codec counts as voice. */
export function isSilence(payloadType: number, payload: Buffer): boolean {
  const silence = silences.get(payloadType)
  if (!silence) return false
  return 'whole' in silence
    ? silence.whole.equals(payload)
    : payload.every((byte) => byte === silence.byte)
}

/** The level of the microphone's tone in a frame; null where only its bits are compared. */
export function toneInFrame(payloadType: number, payload: Buffer): number | null {
  const codec = g711.get(payloadType)
  return codec ? levelDbfs(codec.decode(payload), voiceHz) : null
}

import { describe, expect, test } from 'vitest'
import { pcma, pcmu } from '../../../src-main/demo-pbx/audio/g711'

describe.each([pcmu, pcma])('$name', (codec) => {
  test('every byte survives decoding and encoding', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const [again] = codec.encode(codec.decode(Uint8Array.of(byte)))
      // µ-law has two zeros: the negative one comes back as the positive one.
      expect(again).toBe(codec === pcmu && byte === 0x7f ? 0xff : byte)
    }
  })

  test('the error of a sample is at most a sixteenth of it, and half the smallest step', () => {
    for (let sample = -32_000; sample <= 32_000; sample += 7) {
      const [decoded = 0] = codec.decode(codec.encode(Int16Array.of(sample)))
      expect(Math.abs(decoded - sample)).toBeLessThanOrEqual(Math.abs(sample) / 16 + 8)
    }
  })
})

// ITU-T G.711, tables 1a and 2a, scaled to 16 bits.
test.each([
  [pcmu, 0x80, 32_124],
  [pcmu, 0x00, -32_124],
  [pcmu, 0xff, 0],
  [pcmu, 0xef, 132],
  [pcma, 0xd5, 8],
  [pcma, 0x55, -8],
  [pcma, 0xaa, 32_256],
  [pcma, 0x2a, -32_256]
])('%o decodes %i to %i', (codec, byte, sample) => {
  expect(codec.decode(Uint8Array.of(byte))[0]).toBe(sample)
})

test('full scale clips instead of wrapping', () => {
  const loudest = Int16Array.of(32_767, -32_768)
  expect([...pcmu.encode(loudest)]).toEqual([0x80, 0x00])
  expect([...pcma.encode(loudest)]).toEqual([0xaa, 0x2a])
})

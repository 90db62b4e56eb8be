import { describe, expect, it } from 'vitest'
import { silenceLike, silencePacket } from '@contract/telephony/silence'
import { G722Decoder } from '../../support/media/g722-decoder'
import { pcma, pcmu } from '../../../src-main/demo-pbx/audio/g711'

const voice = Buffer.from(Array.from({ length: 160 }, (_, index) => index))

describe('silence', () => {
  it.each([
    ['PCMA', pcma, 0xd5],
    ['PCMU', pcmu, 0xff]
  ])('in %s decodes to nothing and lasts as long as the voice', (name, codec, byte) => {
    const silence = silenceLike(name, voice.length)!
    expect(silence).toHaveLength(voice.length)
    expect(new Set(silence)).toEqual(new Set([byte]))
    expect(codec.decode(Buffer.from(silence)).every((sample) => Math.abs(sample) <= 8)).toBe(true)
  })

  it('in G.722 settles at nothing, also right after the loudest noise', () => {
    const decoder = new G722Decoder()
    // What may stay behind in the decoder is at 0 and 8 kHz and below -60 dBFS: no ear hears it.
    const moves = (payload: Buffer) => {
      const samples = decoder.decode(payload)
      return Math.max(...samples) - Math.min(...samples)
    }
    const noise = Buffer.from(Array.from({ length: 1_600 }, (_, index) => (index * 89 + 7) & 0xff))
    expect(moves(noise)).toBeGreaterThan(3_000)
    const silence = silenceLike('G722', voice.length)!
    for (let settling = 0; settling < 4; settling++) moves(Buffer.from(silence))
    for (let packet = 0; packet < 50; packet++) expect(moves(Buffer.from(silence))).toBeLessThan(64)
  })

  it('in opus is one frame that decodes to nothing', () => {
    expect(silenceLike('opus', voice.length)).toEqual(Uint8Array.of(0xf8, 0xff, 0xfe))
  })

  it('lasts 20 ms when nothing is replaced', () => {
    expect(silencePacket('pcma')).toHaveLength(160)
  })

  it('does not exist for a codec that is not known, so that nothing leaves', () => {
    expect(silenceLike('G729', voice.length)).toBeNull()
  })
})

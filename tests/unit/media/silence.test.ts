import { describe, expect, it } from 'vitest'
import { silenceLike, silencePacket } from '../../../src-main/media/relay/silence'
import { pcma, pcmu } from '../../../src-main/demo-pbx/audio/g711'

const voice = Buffer.from(Array.from({ length: 160 }, (_, index) => index))

describe('silence', () => {
  it.each([
    ['PCMA', pcma, 0xd5],
    ['PCMU', pcmu, 0xff]
  ])('in %s decodes to nothing and lasts as long as the voice', (name, codec, byte) => {
    const silence = silenceLike(name, voice)!
    expect(silence).toHaveLength(voice.length)
    expect(new Set(silence)).toEqual(new Set([byte]))
    expect(codec.decode(silence).every((sample) => Math.abs(sample) <= 8)).toBe(true)
  })

  it('in opus is one frame that decodes to nothing', () => {
    expect(silenceLike('opus', voice)).toEqual(Buffer.from([0xf8, 0xff, 0xfe]))
  })

  it('lasts 20 ms when nothing is replaced', () => {
    expect(silencePacket('pcma')).toHaveLength(160)
  })

  it('does not exist for a codec that is not known, so that nothing leaves', () => {
    expect(silenceLike('G722', voice)).toBeNull()
  })
})

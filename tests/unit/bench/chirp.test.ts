import { describe, expect, it } from 'vitest'
import { pcma } from '../../../src-main/demo-pbx/audio/g711'
import { chirp, chirpsIn, chirpsWithPauses, delaysMs, sampleRate } from '../../bench/delay/chirp'

describe('chirps', () => {
  it('are found where they begin, soft and after G.711 too', () => {
    const soft = chirpsWithPauses(3).map((sample) => sample / 20)
    const places = [1, 2, 3].map((index) => index * 4_800)
    expect(chirpsIn(soft)).toEqual(places)
    expect(chirpsIn(pcma.decode(pcma.encode(soft)))).toEqual(places)
  })

  it('are not found in a tone, in noise or in silence', () => {
    let seed = 1
    const noise = () => ((seed = (seed * 48_271) % 2_147_483_647) % 20_000) - 10_000
    expect(chirpsIn(Int16Array.from({ length: sampleRate }, noise))).toEqual([])
    const tone = (_: unknown, index: number) => 8_000 * Math.sin(index * 0.8)
    expect(chirpsIn(Int16Array.from({ length: sampleRate }, tone))).toEqual([])
    expect(chirpsIn(new Int16Array(sampleRate))).toEqual([])
  })

  it('are found across the end of a packet', () => {
    const samples = new Int16Array(2_000)
    samples.set(chirp, 333)
    expect(chirpsIn(samples)).toEqual([333])
  })
})

describe('a delay', () => {
  it('is the time to the first chirp that followed', () => {
    expect(delaysMs([0, 600, 1_200], [40, 650, 1_260])).toEqual([40, 50, 60])
  })

  it('is none where a chirp was lost', () => {
    expect(delaysMs([0, 600, 1_200], [40, 1_260])).toEqual([40, 60])
  })
})

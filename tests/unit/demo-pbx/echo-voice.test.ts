import { describe, expect, it } from 'vitest'
import { frameMs, frameSamples } from '../../../src-main/demo-pbx/audio/frame'
import { echoDelayMs, echoVoice } from '../../../src-main/demo-pbx/phone/echo-voice'
import type { PartyVoice } from '../../../src-main/demo-pbx/phone/ordinary-call'

const frames = echoDelayMs / frameMs
const word = (value: number) => new Int16Array(frameSamples).fill(value)
/** What the echo says to that many frames, each with its own number. */
const said = (voice: PartyVoice, count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => voice(0, frameSamples, word(first + index)))

describe('the echo', () => {
  it('is silent until its delay is over, then says every frame once and in order', () => {
    const all = said(echoVoice(), frames + 3)
    expect(all.slice(0, frames).every((frame) => frame.every((sample) => sample === 0))).toBe(true)
    expect(all.slice(frames)).toEqual([word(1), word(2), word(3)])
  })

  it('keeps two calls apart', () => {
    const [one, other] = [echoVoice(), echoVoice()]
    said(one, frames, 1_000)
    expect(said(other, frames + 1).at(-1)).toEqual(word(1))
  })
})

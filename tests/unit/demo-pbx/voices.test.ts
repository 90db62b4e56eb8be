import { statSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { levelDbfs, rmsDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { recordedVoices, toneVoices } from '../../../src-main/demo-pbx/audio/voices'
import { readMuLawWav, UnreadableWav } from '../../../src-main/demo-pbx/audio/wav'

const folder = resolve(import.meta.dirname, '../../../resources/demo-voices')
const track = (name: string) => readMuLawWav(readFileSync(join(folder, `${name}.wav`)))
const frames = (samples: Int16Array) =>
  Array.from({ length: Math.floor(samples.length / 160) }, (_, index) =>
    samples.subarray(index * 160, index * 160 + 160)
  )
const speaks = (frame: Int16Array) => rmsDbfs(frame) > -45

describe.each(['problem', 'order'])('the conversation "%s"', (conversation) => {
  const agent = track(`${conversation}-agent`)
  const client = track(`${conversation}-client`)

  test('is two tracks of equal length, 60 to 100 s', () => {
    expect(client).toHaveLength(agent.length)
    expect(agent.length / 8_000).toBeGreaterThanOrEqual(60)
    expect(agent.length / 8_000).toBeLessThanOrEqual(100)
  })

  test.each([
    ['agent', agent],
    ['client', client]
  ])('the %s speaks at about -20 dBFS for a good part of it', (_, samples) => {
    const spoken = frames(samples).filter(speaks)
    const whole = new Int16Array(spoken.length * 160)
    for (const [index, frame] of spoken.entries()) whole.set(frame, index * 160)
    expect(Math.abs(rmsDbfs(whole) + 20)).toBeLessThan(1.5)
    expect((spoken.length * 160) / samples.length).toBeGreaterThan(0.25)
  })

  test('they take turns: neither talks over the other', () => {
    const clientFrames = frames(client)
    const both = frames(agent).filter((frame, at) => speaks(frame) && speaks(clientFrames[at]!))
    expect(both).toEqual([])
  })
})

test('all voices together stay under 3 MB', () => {
  const bytes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000)
})

test('recorded voices go round and round together', async () => {
  const { agent, client } = await recordedVoices(folder, 'problem')
  const { length } = track('problem-agent')
  for (const voice of [agent, client]) {
    expect(voice(length + 40_000, 160)).toEqual(voice(40_000, 160))
    const [last, first] = voice(length - 1, 2)
    expect([last, first]).toEqual([voice(length - 1, 1)[0], voice(0, 1)[0]])
  }
})

test('tones are 700 Hz for agents and 440 Hz for clients, at -15 dBFS, without a seam', () => {
  const { agent, client } = toneVoices()
  expect(levelDbfs(agent(123_456, 1_600), 700)).toBeCloseTo(-15, 1)
  expect(levelDbfs(client(123_456, 1_600), 440)).toBeCloseTo(-15, 1)
  const whole = agent(1_000, 320)
  expect([...agent(1_000, 160), ...agent(1_160, 160)]).toEqual([...whole])
})

describe('readMuLawWav', () => {
  const good = readFileSync(join(folder, 'order-agent.wav'))
  const changed = (offset: number, value: number) => {
    const copy = Buffer.from(good)
    copy.writeUInt16LE(value, offset)
    return copy
  }
  test.each([
    ['another format', changed(20, 1)],
    ['stereo', changed(22, 2)],
    ['another rate', changed(24, 16_000)],
    ['no WAV', Buffer.from('nothing of the kind')],
    ['nothing', Buffer.alloc(0)],
    ['only a head', good.subarray(0, 12)]
  ])('refuses %s', (_, file) => {
    expect(() => readMuLawWav(file)).toThrow(UnreadableWav)
  })
})

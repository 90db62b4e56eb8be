import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SoundTest } from '@contract/ipc/sound-view'
import { systemSound } from '../../../src-renderer/audio-engine/capture-voice'
import { SoundTests } from '../../../src-renderer/audio-engine/sound-tests'

const track = { stop: vi.fn() }
let told: (SoundTest | null)[]
let tests: SoundTests

beforeEach(() => {
  track.stop.mockClear()
  vi.stubGlobal('navigator', {
    mediaDevices: { getUserMedia: () => Promise.resolve({ getAudioTracks: () => [track] }) }
  })
  told = []
  tests = new SoundTests({
    use: () => systemSound,
    began: (test) => told.push(test),
    level: () => undefined
  })
})
afterEach(() => vi.unstubAllGlobals())

it('a test of the microphone lets go of it where nothing can be recorded', async () => {
  // There is no AudioContext here, as where the system has no sound at all.
  expect(await tests.microphone()).toBeNull()
  await vi.waitFor(() => expect(told).toEqual([null]))
  expect(track.stop).toHaveBeenCalled()
})

it('a test that is ended while the device opens lets go of it', async () => {
  const opening = tests.microphone()
  tests.stop()
  await opening
  expect(track.stop).toHaveBeenCalled()
  expect(told).toEqual([null])
})

import { beforeEach, describe, expect, it } from 'vitest'
import { Sounds } from '../../../src-main/media/devices/sounds'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'

let engine: FakeAudioEngine
let sounds: Sounds

beforeEach(async () => {
  engine = new FakeAudioEngine()
  sounds = new Sounds(engine.process)
  await engine.start()
})

/** What the engine was asked, once it has had the time to get it. */
const asked = async () => {
  await engine.process.request('hello', null)
  return engine.sounds
}

describe('the sounds of the phone', () => {
  it('that last are begun once, and stopped', async () => {
    sounds.play('ringing')
    sounds.play('ringing')
    sounds.stop('ringing')
    sounds.play('ringing')
    expect(await asked()).toEqual(['play ringing', 'stop ringing', 'play ringing'])
  })

  it('that end by themselves begin anew each time', async () => {
    sounds.play('cue')
    sounds.play('cue')
    expect(await asked()).toEqual(['play cue', 'play cue'])
  })

  it('go on with an engine that started anew, when they last', async () => {
    sounds.play('ringback')
    sounds.play('busy')
    await asked()
    await engine.crash()
    engine.sounds.length = 0
    await engine.start()
    expect(await asked()).toEqual(['play ringback'])
  })

  it('are no reason to fail without an engine', async () => {
    await engine.crash()
    sounds.play('ringing')
    sounds.stop('ringing')
    await engine.start()
    expect(await asked()).toEqual([])
  })
})

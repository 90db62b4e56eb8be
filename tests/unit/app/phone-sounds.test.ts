import { beforeEach, describe, expect, it } from 'vitest'
import type { PhoneView } from '@contract/ipc/phone-view'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { ModeCue } from '../../../src-main/app/mode-cue'
import { PhoneSounds } from '../../../src-main/app/phone-sounds'
import { Sounds } from '../../../src-main/media/devices/sounds'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { stageSupervising } from '../../support/stage/stage-snapshot'

type Calls = PhoneView['calls']
const call = (phase: string, rings = false) => ({ id: phase, phase, rings }) as unknown as Calls[0]
const view = (...calls: Calls): PhoneView => ({ calls, over: null, recent: [] })
const busy = { ...view(), over: { id: 'a', outcome: 'busy' } } as unknown as PhoneView

let engine: FakeAudioEngine
let sounds: PhoneSounds

beforeEach(async () => {
  engine = new FakeAudioEngine()
  sounds = new PhoneSounds(new Sounds(engine.process))
  await engine.start()
})

const asked = async () => {
  await engine.process.request('hello', null)
  return engine.sounds.filter((each) => each !== 'stop busy')
}

describe('what calls sound like', () => {
  it('rings until it is answered, and not while somebody talks', async () => {
    sounds.update(view(call('ringing')))
    sounds.update(view(call('ringing')))
    sounds.update(view(call('connected')))
    sounds.update(view(call('connected'), call('ringing')))
    expect(await asked()).toEqual(['play ringing', 'stop ringing'])
  })

  it('has ringback while it rings there', async () => {
    sounds.update(view(call('dialling')))
    sounds.update(view(call('dialling', true)))
    sounds.update(view())
    expect(await asked()).toEqual(['play ringback', 'stop ringback'])
  })

  it('is busy once', async () => {
    sounds.update(busy)
    sounds.update(busy)
    expect(await asked()).toEqual(['play busy'])
  })
})

describe('the cue of a mode', () => {
  it('is for changes alone', () => {
    let cues = 0
    const cue = new ModeCue(() => cues++)
    const supervising = (mode: 'spy' | 'whisper'): SupervisionView => ({
      ...stageSupervising(0),
      mode
    })
    cue.update({ phase: 'idle', last: null })
    cue.update(supervising('spy'))
    cue.update(supervising('spy'))
    expect(cues).toBe(0)
    cue.update(supervising('whisper'))
    expect(cues).toBe(1)
    cue.update({ phase: 'idle', last: null })
    cue.update(supervising('spy'))
    expect(cues).toBe(1)
  })
})

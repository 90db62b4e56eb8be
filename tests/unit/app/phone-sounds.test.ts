import { beforeEach, describe, expect, it } from 'vitest'
import type { PhoneView } from '@contract/ipc/phone-view'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { ModeCue } from '../../../src-main/app/mode-cue'
import { PhoneSounds } from '../../../src-main/app/phone-sounds'
import { Sounds } from '../../../src-main/media/devices/sounds'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { stageSupervising } from '../../support/stage/stage-snapshot'

type Calls = PhoneView['calls']
const call = (phase: string, rings = false, earlyMedia = false) =>
  ({ id: phase, phase, rings, earlyMedia }) as unknown as Calls[0]
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
    sounds.update(view(call('ringing')), false)
    sounds.update(view(call('ringing')), false)
    sounds.update(view(call('connected')), false)
    sounds.update(view(call('connected'), call('ringing')), false)
    expect(await asked()).toEqual(['play ringing', 'stop ringing'])
  })

  it('has ringback while it rings there', async () => {
    sounds.update(view(call('dialling')), false)
    sounds.update(view(call('dialling', true)), false)
    sounds.update(view(), false)
    expect(await asked()).toEqual(['play ringback', 'stop ringback'])
  })

  it('leaves the ear to the PBX when that sends its own ringback', async () => {
    sounds.update(view(call('dialling', true)), false)
    sounds.update(view(call('dialling', true, true)), false)
    expect(await asked()).toEqual(['play ringback', 'stop ringback'])
  })

  it('does not ring into a supervision, and rings when that is over', async () => {
    sounds.update(view(call('ringing')), true)
    expect(await asked()).toEqual([])
    sounds.update(view(call('ringing')), false)
    expect(await asked()).toEqual(['play ringing'])
  })

  it('is busy once', async () => {
    sounds.update(busy, false)
    sounds.update(busy, false)
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

import { beforeEach, describe, expect, it } from 'vitest'
import type { ListedDevice, SoundUse } from '@contract/ipc/media-protocol'
import type { SoundView } from '@contract/ipc/sound-view'
import { defaultSound, type DeviceKind } from '@contract/settings/sound'
import { SoundDevices } from '../../../src-main/media/devices/sound-devices'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'

const device = (id: string, kind: DeviceKind, isDefault = false): ListedDevice => ({
  ...{ id, kind, isDefault },
  label: `label of ${id}`,
  group: 'group'
})
const builtIn = device('built-in', 'microphone', true)
const headset = device('headset', 'microphone')
const speakers = device('speakers', 'speaker', true)

const log = { debug: () => {}, info: () => {}, warn: () => {} }
const chosen = { ...defaultSound, microphone: { id: 'old', label: headset.label, group: 'old' } }

let engine: FakeAudioEngine
let sound: SoundDevices

beforeEach(() => {
  engine = new FakeAudioEngine()
  engine.devices = [builtIn, headset, speakers]
  sound = new SoundDevices(engine.process, log)
})

const change = (satisfies: (view: SoundView) => boolean) =>
  new Promise<SoundView>((resolve) => {
    const stop = sound.onChange((view) => {
      if (!satisfies(view)) return
      stop()
      resolve(view)
    })
  })
const listed = () => change(({ devices }) => devices !== null)
const microphone = (use: SoundUse | undefined) => use?.microphone.id
/** The last thing the engine was told, once it has had the time to get it. */
const told = async () => {
  await engine.process.request('hello', null)
  return engine.uses.at(-1)
}

describe('the devices of the sound', () => {
  it('are not known before the engine has said so', () => {
    expect(sound.view.devices).toBeNull()
    sound.use(chosen)
    expect(sound.view.chosen.microphone).toMatchObject({ isConnected: true })
  })

  it('follow the system as long as nothing was chosen', async () => {
    const known = listed()
    await engine.start()
    expect(await known).toMatchObject({
      chosen: { microphone: null, speaker: null },
      inUse: { microphone: 'built-in', speaker: 'speakers' }
    })
    expect(await told()).toMatchObject({ microphone: { id: null }, speaker: { id: null } })
  })

  it('are found again by their label when ids were salted anew', async () => {
    sound.use(chosen)
    const known = listed()
    await engine.start()
    expect((await known).inUse.microphone).toBe('headset')
    expect(microphone(await told())).toBe('headset')
  })

  it('fall back to the default when the chosen one goes, and return to it when it is back', async () => {
    sound.use(chosen)
    const known = listed()
    await engine.start()
    await known

    const gone = change(({ chosen }) => chosen.microphone?.isConnected === false)
    engine.connected([builtIn, speakers])
    expect((await gone).inUse.microphone).toBe('built-in')
    expect(microphone(await told())).toBeNull()

    const back = change(({ chosen }) => chosen.microphone?.isConnected === true)
    engine.connected([builtIn, { ...headset, id: 'headset again' }, speakers])
    expect((await back).inUse.microphone).toBe('headset again')
    expect(microphone(await told())).toBe('headset again')
  })

  it('are looked at again while one of them is used, where the system says nothing of them', async () => {
    let now = 0
    sound = new SoundDevices(engine.process, log, () => now)
    sound.use(chosen)
    const known = listed()
    await engine.start()
    await known
    const gone = change(({ chosen }) => chosen.microphone?.isConnected === false)
    engine.devices = [builtIn, speakers]
    engine.level()
    await told()
    expect(sound.view.chosen.microphone).toMatchObject({ isConnected: true })
    now = 2_001
    engine.level()
    expect((await gone).inUse.microphone).toBe('built-in')
  })

  it('tell the engine when the default of the system is another one', async () => {
    const known = listed()
    await engine.start()
    await known
    const before = await told()
    engine.connected([{ ...builtIn, isDefault: false }, { ...headset, isDefault: true }, speakers])
    const after = await told()
    expect(after?.microphone.id).toBeNull()
    expect(after?.microphone.identity).not.toBe(before?.microphone.identity)
  })

  it('may be none: nothing is in use and the choice is kept', async () => {
    engine.devices = []
    sound.use(chosen)
    const known = listed()
    await engine.start()
    expect(await known).toMatchObject({
      inUse: { microphone: null, speaker: null },
      chosen: { microphone: { label: headset.label, isConnected: false } }
    })
  })

  it('are told to an engine that starts anew before anything else', async () => {
    sound.use({ ...chosen, volumePercent: 30 })
    const known = listed()
    await engine.start()
    await known
    await told()
    await engine.crash()
    engine.uses.length = 0
    await engine.start()
    await told()
    expect(engine.uses.map((use) => [microphone(use), use.volumePercent])).toEqual([
      ['headset', 30]
    ])
  })

  it('are told to the engine once as long as nothing changes', async () => {
    const known = listed()
    await engine.start()
    await known
    await told()
    const before = engine.uses.length
    sound.use(defaultSound)
    engine.connected([builtIn, headset, speakers])
    await told()
    expect(engine.uses).toHaveLength(before)
  })

  it('can be remembered only while they are connected, and as what they are', async () => {
    const known = listed()
    await engine.start()
    await known
    expect(sound.toRemember('microphone', 'headset')).toEqual({
      ...{ id: 'headset', label: headset.label, group: 'group' }
    })
    expect(sound.toRemember('speaker', 'headset')).toBeUndefined()
    expect(sound.toRemember('microphone', 'another')).toBeUndefined()
  })
})

describe('the ringer', () => {
  const desk = device('desk', 'speaker')
  const remembered = { id: 'desk', label: desk.label, group: 'group' }

  it('is the speaker until one is chosen, and while that one is gone', async () => {
    engine.devices = [builtIn, speakers, desk]
    const known = listed()
    await engine.start()
    expect((await known).inUse.ringer).toBe('speakers')
    sound.use({ ...defaultSound, ringer: remembered })
    expect(sound.view).toMatchObject({
      inUse: { speaker: 'speakers', ringer: 'desk' },
      chosen: { ringer: { id: 'desk', isConnected: true } }
    })
    expect(await told()).toMatchObject({ speaker: { id: null }, ringer: { id: 'desk' } })
    engine.connected([builtIn, speakers])
    await told()
    expect(sound.view).toMatchObject({
      inUse: { ringer: 'speakers' },
      chosen: { ringer: { isConnected: false } }
    })
  })
})

describe('the volume', () => {
  it('belongs to the speaker in use, and waits for it', async () => {
    const desk = device('desk', 'speaker')
    engine.devices = [builtIn, speakers, desk]
    const known = listed()
    await engine.start()
    await known
    const softer = { ...defaultSound, ...sound.withVolume(40) }
    expect(softer.volumes).toEqual({ [speakers.label]: 40 })
    sound.use(softer)
    expect(sound.view.volumePercent).toBe(40)
    sound.use({ ...softer, speaker: { id: 'desk', label: desk.label, group: 'group' } })
    expect(sound.view.volumePercent).toBe(100)
    expect(await told()).toMatchObject({ volumePercent: 100 })
    sound.use(softer)
    expect(await told()).toMatchObject({ volumePercent: 40, ringerVolumePercent: 40 })
  })

  it('is that of all speakers as long as nothing is known of them', () => {
    sound.use({ ...defaultSound, ...sound.withVolume(40) })
    expect(sound.view.volumePercent).toBe(40)
  })
})

describe('the gain', () => {
  it('belongs to the microphone in use, and waits for it', async () => {
    const known = listed()
    await engine.start()
    await known
    const louder = { ...defaultSound, ...sound.withMicrophoneGain(6) }
    expect(louder.microphoneGainsDb).toEqual({ [builtIn.label]: 6 })
    sound.use(louder)
    expect(sound.view.microphoneGainDb).toBe(6)
    sound.use({ ...louder, microphone: chosen.microphone })
    expect(sound.view.microphoneGainDb).toBe(0)
    expect(await told()).toMatchObject({ microphoneGainDb: 0 })
    engine.connected([builtIn, speakers])
    expect(await told()).toMatchObject({ microphone: { id: null }, microphoneGainDb: 6 })
  })

  it('is that of all microphones as long as nothing is known of them', () => {
    sound.use({ ...defaultSound, ...sound.withMicrophoneGain(-3) })
    expect(sound.view.microphoneGainDb).toBe(-3)
  })
})

describe('a test of the sound', () => {
  it('is shown while it runs, and is over when the engine is gone', async () => {
    await engine.start()
    const recording = change(({ test }) => test === 'recording')
    await sound.testMicrophone()
    await recording
    const over = change(({ test }) => test === null)
    await engine.crash()
    await over
  })
})

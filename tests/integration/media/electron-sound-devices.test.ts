import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SoundView } from '@contract/ipc/sound-view'
import { defaultSound } from '@contract/settings/sound'
import { DrivenCall } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import type { DriverEvent } from '../../support/media-driver/driver-protocol'
import {
  askedAudio,
  gotAudio,
  playedOn,
  unplug,
  watchPageDevices
} from '../../support/media-driver/page-devices'
import { pageSeen, spyOnPage } from '../../support/media-driver/page-spy'
import { epochMs } from '../../support/phone/clock'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'

// The real Electron with two microphones and two speakers of Chromium's own making, which all hear the same tone.
const microphoneOne = 'Fake Audio Input 1'
const microphoneTwo = 'Fake Audio Input 2'

let driver: Driver

const viewed = async (satisfies: (view: SoundView) => boolean): Promise<SoundView> => {
  const isViewed = (event: DriverEvent): event is Extract<DriverEvent, { type: 'sound' }> =>
    event.type === 'sound' && satisfies(event.view)
  const later = driver.next(isViewed)
  const now = await driver.ask('soundView')
  return satisfies(now) ? now : (await later).view
}
const choose = (label: string | null) => driver.ask('chooseDevice', { kind: 'microphone', label })
const idOf = async (label: string): Promise<string> => {
  const { devices } = await driver.ask('soundView')
  return devices?.find((device) => device.label === label)?.id ?? `no ${label}`
}

beforeAll(async () => {
  driver = await launchDriver({ hz: 1_000 })
  await viewed(({ devices }) => devices !== null)
})

afterAll(async () => {
  await driver.stop()
})

beforeEach(async () => {
  await driver.ask('useSound', defaultSound)
  await driver.renewEngine('reloadEngine')
  await spyOnPage(driver)
  await watchPageDevices(driver)
})

describe('the devices of the machine', () => {
  it('are listed once each, by name', async () => {
    const { devices } = await driver.ask('soundView')
    const names = (kind: string) =>
      devices?.filter((each) => each.kind === kind).map(({ label }) => label)
    expect(names('microphone')).toEqual(['Fake Default Audio Input', microphoneOne, microphoneTwo])
    expect(names('speaker')).toEqual([
      'Fake Default Audio Output',
      'Fake Audio Output 1',
      'Fake Audio Output 2'
    ])
  })
})

describe('during a call', () => {
  let call: DrivenCall

  beforeEach(async () => {
    call = await DrivenCall.begin(driver)
  })

  afterEach(async () => {
    await call.end()
  })

  /** What the PBX did not hear of the voice. The tone itself pauses for 100 ms, and each device in its own time. */
  const reportQuiet = (what: string, from: number) => {
    const loud = call.pbx.recording.audio
      .filter(({ at, samples }) => at >= from && samples.some((each) => Math.abs(each) > 2_000))
      .map(({ at }) => at)
    const quietMs = Math.max(...loud.map((at, index) => at - (loud[index - 1] ?? from)))
    console.info(`${what}: quiet for at most ${quietMs.toFixed(0)} ms`)
  }

  const open = async () => {
    const { problem } = await driver.ask('setMicrophone', { microphone: 'open' })
    expect(problem).toBeNull()
    await call.voiceArrives()
  }

  it('another microphone captures nothing while it is closed', async () => {
    await choose(microphoneOne)
    await choose(microphoneTwo)
    await driver.ask('useSound', {
      processing: { ...defaultSound.processing, noiseSuppression: false }
    })
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await pageSeen(driver)).toEqual({ captures: 0, tracks: [] })

    await open()
    expect((await askedAudio(driver)).map(({ deviceId }) => deviceId)).toEqual([
      { ideal: await idOf(microphoneTwo) }
    ])
  })

  it('another microphone lets no voice out while it is muted', async () => {
    await driver.ask('setMicrophone', { microphone: 'muted' })
    await choose(microphoneTwo)
    await expect.poll(async () => (await pageSeen(driver)).tracks).toEqual(['ended', 'live'])
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    await open()
  })

  it('another microphone is heard at once, and the one before is let go', async () => {
    await open()
    const from = epochMs()
    await choose(microphoneTwo)
    await expect.poll(async () => (await pageSeen(driver)).tracks).toEqual(['ended', 'live'])
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
    reportQuiet('another microphone', from)
    expect(driver.events.some(({ type }) => type === 'microphone-lost')).toBe(false)
  })

  it('the default takes the place of a microphone that goes, until it is back', async () => {
    await choose(microphoneOne)
    await open()
    const gone = await idOf(microphoneOne)
    const from = epochMs()
    await unplug(driver, gone)
    const without = await viewed(({ chosen }) => chosen.microphone?.isConnected === false)
    expect(without.inUse.microphone).toBe('default')
    await call.voiceArrives()
    reportQuiet('the microphone that went', from)

    await unplug(driver)
    await viewed(({ inUse }) => inUse.microphone === gone)
    await expect
      .poll(async () => (await askedAudio(driver)).at(-1)?.deviceId)
      .toEqual({ ideal: gone })
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
    expect((await pageSeen(driver)).tracks.filter((state) => state === 'live')).toHaveLength(1)
  })

  it('a microphone that goes while it is closed opens nothing', async () => {
    await choose(microphoneOne)
    await unplug(driver, await idOf(microphoneOne))
    await viewed(({ chosen }) => chosen.microphone?.isConnected === false)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect((await pageSeen(driver)).captures).toBe(0)
  })

  it.each(['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const)(
    'without %s the microphone is captured without it',
    async (off) => {
      await open()
      await driver.ask('useSound', { processing: { ...defaultSound.processing, [off]: false } })
      await expect.poll(async () => (await gotAudio(driver)).length).toBe(2)
      expect(await askedAudio(driver)).toMatchObject([
        defaultSound.processing,
        { ...defaultSound.processing, [off]: false }
      ])
      expect((await gotAudio(driver)).map((settings) => settings[off])).toEqual([true, false])
      await call.voiceArrives()
    }
  )

  it('another speaker plays the call, at the chosen volume', async () => {
    await driver.ask('useSound', { volumePercent: 40 })
    await driver.ask('chooseDevice', { kind: 'speaker', label: 'Fake Audio Output 2' })
    const id = await idOf('Fake Audio Output 2')
    await expect.poll(() => playedOn(driver)).toEqual([{ id, volume: 0.4 }])
    await driver.ask('chooseDevice', { kind: 'speaker', label: null })
    await expect
      .poll(() => playedOn(driver))
      .toEqual([
        { id, volume: 0.4 },
        { id: '', volume: 0.4 }
      ])
  })

  it('another speaker plays it with its loudness evened out, too', async () => {
    await driver.ask('inPage', {
      script: `(() => {
        window.evenedOn = []
        const { setSinkId } = AudioContext.prototype
        AudioContext.prototype.setSinkId = async function (id) {
          await setSinkId.call(this, id)
          window.evenedOn.push(this.sinkId)
        }
      })()`
    })
    await driver.ask('useSound', { listening: { ...defaultSound.listening, evenLoudness: true } })
    await driver.ask('chooseDevice', { kind: 'speaker', label: 'Fake Audio Output 2' })
    const id = await idOf('Fake Audio Output 2')
    await expect.poll(() => driver.ask('inPage', { script: 'evenedOn' })).toEqual([id])
  })

  it('the microphone cannot be tested', async () => {
    await expect(driver.ask('testMicrophone')).rejects.toThrow('during a call')
    expect((await pageSeen(driver)).captures).toBe(0)
  })
})

describe('a test in the settings', () => {
  const test = (wanted: SoundView['test']) => viewed(({ test }) => test === wanted)
  const live = async () =>
    (await pageSeen(driver)).tracks.filter((state) => state === 'live').length

  it('records the chosen microphone, lets it go, then plays what was recorded', async () => {
    await choose(microphoneTwo)
    const heard = driver.next(
      (event) => event.type === 'levels' && event.levels.microphoneDbfs > -40
    )
    const playing = test('playing')
    expect(await driver.ask('testMicrophone')).toEqual({ problem: null })
    await test('recording')
    await heard
    expect(await live()).toBe(1)
    expect((await askedAudio(driver))[0]?.deviceId).toEqual({ ideal: await idOf(microphoneTwo) })
    await playing
    expect(await live()).toBe(0)
    await test(null)
  })

  it('ends, and lets the microphone go, when a call begins', async () => {
    await driver.ask('testMicrophone')
    await test('recording')
    const call = await DrivenCall.begin(driver)
    await test(null)
    await expect.poll(live).toBe(0)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    await call.end()
  })

  it('plays a tone on the chosen speaker, and captures nothing', async () => {
    await driver.ask('chooseDevice', { kind: 'speaker', label: 'Fake Audio Output 1' })
    await driver.ask('playTone')
    await test('tone')
    await expect
      .poll(async () => (await playedOn(driver)).map(({ id }) => id))
      .toEqual([await idOf('Fake Audio Output 1')])
    await test(null)
    expect((await pageSeen(driver)).captures).toBe(0)
  })
})

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaultSound } from '@contract/settings/sound'
import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { bundledModule } from '../../support/media-driver/bundled-module'
import { DirectCall } from '../../support/media-driver/direct-call'
import { DrivenCall, voiceHz } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import { unplug, watchPageDevices } from '../../support/media-driver/page-devices'
import { pageSeen, spyOnPage } from '../../support/media-driver/page-spy'
import { epochMs } from '../../support/phone/clock'
import { absentDbfs } from '../../support/phone/tone-analysis'

// A soft tone that never stops, so that every decibel and every gap shows: nothing is done to it but the gain.
const bare = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
const secondMicrophone = 'Fake Audio Input 2'

let driver: Driver
let call: DrivenCall

beforeAll(async () => {
  driver = await launchDriver({ hz: voiceHz, seconds: 10, shape: { peak: 3_000, soundsMs: 500 } })
})

afterAll(async () => {
  await driver.stop()
})

beforeEach(async () => {
  await driver.ask('useSound', { ...defaultSound, processing: bare })
  await driver.renewEngine('reloadEngine')
  await spyOnPage(driver)
  await watchPageDevices(driver)
  await driver.ask('useAccount', { transport: 'udp' })
  call = await DrivenCall.begin(driver)
})

afterEach(async () => {
  await call.end()
})

/** A call of G.711 on a busy machine is not measured to the last tenth. */
const expectRise = (measured: number, decibels: number) => {
  expect(Math.abs(measured - decibels)).toBeLessThan(1.5)
}
const gain = (microphoneGainDb: number) => driver.ask('useSound', { microphoneGainDb })
const open = async () => {
  expect((await driver.ask('setMicrophone', { microphone: 'open' })).problem).toBeNull()
  await call.voiceArrives(5_000, 700)
}
/** What the connection sends: the device's own track, another one, or the silence that a call begins with. */
const sends = async () => {
  const script = `(() => {
    const { track } = spy.connections.at(-1).getSenders()[0]
    window.sent = track
    return spy.tracks.includes(track) ? 'device' : spy.tracks.some(({ readyState }) => readyState === 'live') ? 'amplified' : 'silence'
  })()`
  return driver.ask('inPage', { script })
}
/** of the voice, packet by packet */
const levelsSince = (from: number) =>
  call.pbx.recording.audio
    .filter(({ at }) => at >= from)
    .map(({ samples }) => levelDbfs(samples, voiceHz))
const amplified = () => expect.poll(sends).toBe('amplified')

describe('the gain of the microphone, at the wire', () => {
  it('at 0 dB is no node at all: the device’s own track is sent', async () => {
    await open()
    expect(await sends()).toBe('device')
    await gain(6)
    await amplified()
    await gain(0)
    await expect.poll(sends).toBe('device')
  })

  it('raises and lowers the voice by what it says, in a call that goes on', async () => {
    await open()
    const plain = await call.voiceFromNow()
    for (const decibels of [12, 6, -12]) {
      await gain(decibels)
      await amplified()
      await call.voiceFromNow(200)
      expectRise((await call.voiceFromNow()) - plain, decibels)
    }
  })

  it('is switched without a gap', async () => {
    await open()
    await call.voiceFromNow(200)
    const from = epochMs()
    for (const decibels of [6, 12, 0, 3, 0]) {
      await gain(decibels)
      await expect.poll(sends).toBe(decibels === 0 ? 'device' : 'amplified')
      await call.voiceFromNow(300)
    }
    const heard = call.pbx.recording.audio.filter(({ at }) => at >= from)
    const quiet = heard.filter(({ samples }) => levelDbfs(samples, voiceHz) < absentDbfs)
    console.info(
      `${String(heard.length)} packets, ${String(quiet.length)} without the voice, none for ${call.longestGapMs(from).toFixed(0)} ms at most`
    )
    expect(quiet).toEqual([])
    // A busy machine may be late with a packet; none is missing.
    expect(heard.length * 20).toBeGreaterThan(epochMs() - from - 200)
  })

  it('is in the call from its first word, and in the level that is shown', async () => {
    const shown = async () => {
      const event = await driver.next(
        (each) => each.type === 'levels' && each.levels.microphoneDbfs > -60
      )
      return event.type === 'levels' ? event.levels.microphoneDbfs : NaN
    }
    await open()
    const plain = { heard: await call.voiceFromNow(), shown: await shown() }
    await driver.ask('setMicrophone', { microphone: 'closed' })
    await gain(9)
    await open()
    await amplified()
    await call.voiceFromNow(200)
    expectRise((await call.voiceFromNow()) - plain.heard, 9)
    expectRise((await shown()) - plain.shown, 9)
  })

  it('is that of each microphone to the last and from the first packet', async () => {
    await open()
    const plain = await call.voiceFromNow()
    const { devices } = await driver.ask('soundView')
    const first = devices?.find(({ kind, isDefault }) => kind === 'microphone' && isDefault)?.label
    await driver.ask('useSound', {
      microphoneGainsDb: { [first ?? '']: -6, [secondMicrophone]: 9 }
    })
    await amplified()
    await call.voiceFromNow(200)
    for (const label of [secondMicrophone, null]) {
      const from = epochMs()
      await driver.ask('chooseDevice', { kind: 'microphone', label })
      await call.voiceFromNow(700)
      const levels = levelsSince(from)
      console.info(levels.map((level) => (level - plain).toFixed(0)).join(' '))
      const [before, after] = label === null ? [9, -6] : [-6, 9]
      const turned = levels.findIndex((level) => Math.abs(level - plain - after) < 1.5)
      expect(turned).toBeGreaterThan(0)
      // The packet in which it happens has some of both.
      for (const level of levels.slice(0, turned - 1)) expectRise(level - plain, before)
      for (const level of levels.slice(turned)) expectRise(level - plain, after)
    }
  })

  it('opens a microphone without anything of it as loud as the device has it', async () => {
    await open()
    const plain = await call.voiceFromNow()
    for (const decibels of [12, -12]) {
      await driver.ask('setMicrophone', { microphone: 'closed' })
      await gain(decibels)
      const from = epochMs()
      await driver.ask('setMicrophone', { microphone: 'open' })
      await call.voiceFromNow()
      const levels = levelsSince(from)
      console.info(levels.map((level) => (level - plain).toFixed(0)).join(' '))
      const begins = levels.findIndex((level) => level > absentDbfs)
      // The first packet has some of the silence before it.
      for (const level of levels.slice(begins + 1)) expectRise(level - plain, decibels)
    }
  })

  it('is that of the microphone in use, when another one takes its place', async () => {
    await open()
    const first = await call.voiceFromNow()
    await driver.ask('chooseDevice', { kind: 'microphone', label: secondMicrophone })
    await expect.poll(async () => (await pageSeen(driver)).tracks).toEqual(['ended', 'live'])
    await call.voiceFromNow(200)
    const second = await call.voiceFromNow()
    await driver.ask('useSound', { microphoneGainsDb: { [secondMicrophone]: 6 } })
    await amplified()
    await call.voiceFromNow(200)
    expectRise((await call.voiceFromNow()) - second, 6)

    const { devices } = await driver.ask('soundView')
    await unplug(driver, devices?.find(({ label }) => label === secondMicrophone)?.id ?? '')
    await expect.poll(sends).toBe('device')
    await call.voiceFromNow(200)
    expectRise((await call.voiceFromNow()) - first, 0)
  })

  it('is left out when the system stops the clock of its sound, and the voice goes on', async () => {
    await driver.ask('inPage', {
      script: `(() => {
        const { AudioContext } = window
        window.AudioContext = class extends AudioContext {
          constructor(options) {
            super(options)
            if (options?.latencyHint === 'interactive') window.amplifying = this
          }
        }
      })()`
    })
    await open()
    const plain = await call.voiceFromNow()
    await gain(12)
    await amplified()
    await driver.ask('inPage', {
      script: `(() => {
        amplifying.resume = () => Promise.reject(new DOMException('', 'InvalidStateError'))
        return amplifying.suspend()
      })()`
    })
    await expect.poll(sends).toBe('device')
    await call.voiceFromNow(200)
    expectRise((await call.voiceFromNow()) - plain, 0)
  })

  it('is there again after the engine was lost', async () => {
    await open()
    const plain = await call.voiceFromNow()
    await gain(6)
    await driver.renewEngine('crashEngine')
    await expect
      .poll(async () => (await call.voiceFromNow(300)) - plain, { timeout: 10_000 })
      .toBeCloseTo(6, 0)
  })
})

/** how many devices are captured */
const live = async () => (await pageSeen(driver)).tracks.filter((state) => state === 'live').length

describe('the microphone’s truth', () => {
  it('in spy a gain opens nothing', async () => {
    await gain(12)
    await gain(-3)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await pageSeen(driver)).toEqual({ captures: 0, tracks: [] })
  })

  it('muted, nothing of it leaves, and a gain changes nothing about that', async () => {
    await gain(12)
    await driver.ask('setMicrophone', { microphone: 'muted' })
    await gain(6)
    await gain(0)
    await gain(12)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await live()).toBe(1)
  })

  it('closed, the device’s track has ended, and the amplified one with it', async () => {
    await gain(12)
    await open()
    await amplified()
    await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(await live()).toBe(0)
    expect(await driver.ask('inPage', { script: 'window.sent.readyState' })).toBe('ended')
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    await gain(3)
    expect((await pageSeen(driver)).captures).toBe(1)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
  })

  it('closed while the gain begins to work, it stays closed', async () => {
    await open()
    const rising = gain(12)
    await driver.ask('setMicrophone', { microphone: 'closed' })
    await rising
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await live()).toBe(0)
  })
})

describe('an opening that waits for the gain', () => {
  it.each(['closed', 'muted'] as const)('%s meanwhile, nothing of it leaves', async (policy) => {
    await gain(12)
    const from = epochMs()
    const opening = driver.ask('setMicrophone', { microphone: 'open' })
    await driver.ask('setMicrophone', { microphone: policy })
    await opening
    await call.voiceFromNow(400)
    expect(Math.max(...levelsSince(from))).toBeLessThan(absentDbfs)
    expect(await live()).toBe(policy === 'closed' ? 0 : 1)
  })
})

describe('with a PBX that speaks WebRTC', () => {
  it('the gain is heard, and none of it in spy', async () => {
    await call.end()
    call = await DirectCall.beginDirect(driver)
    await gain(12)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    await gain(0)
    await open()
    const plain = await call.voiceFromNow()
    await gain(9)
    await amplified()
    await call.voiceFromNow(200)
    expectRise((await call.voiceFromNow()) - plain, 9)
    await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
  })
})

describe('a recording in the settings', () => {
  it('has the gain, also one that is changed meanwhile', async () => {
    await call.end()
    const loudest = (least: number) =>
      driver.next((event) => event.type === 'levels' && event.levels.microphoneDbfs > least)
    const plain = loudest(-30)
    expect(await driver.ask('testMicrophone')).toEqual({ problem: null })
    await plain
    // The tone is -24 dBFS by its RMS: without the gain it never gets there.
    const louder = loudest(-15)
    await gain(12)
    await louder
    call = await DrivenCall.begin(driver)
  })
})

describe('the limiter', () => {
  /** The loudest sample of a shout after silence, and in dB its level, the first 10 ms of it, and the third harmonic. */
  const amplify = async (peak: number, decibels: number, silentSeconds = 1) => {
    const script = `(async () => {
      const rate = 48000, context = new OfflineAudioContext(1, 2 * rate, rate)
      const buffer = context.createBuffer(1, 2 * rate, rate)
      const samples = buffer.getChannelData(0)
      for (let i = ${String(silentSeconds)} * rate; i < samples.length; i++) samples[i] = ${String(peak)} * Math.sin(2 * Math.PI * 1000 * i / rate)
      const source = new AudioBufferSourceNode(context, { buffer })
      under.amplify(context, source, ${String(decibels)}).output.connect(context.destination)
      source.start()
      const heard = (await context.startRendering()).getChannelData(0)
      const level = (hz, from = 1.5 * rate, to = heard.length) => {
        let re = 0, im = 0
        for (let i = from; i < to; i++) {
          re += heard[i] * Math.cos(2 * Math.PI * hz * i / rate)
          im += heard[i] * Math.sin(2 * Math.PI * hz * i / rate)
        }
        return 20 * Math.log10(Math.hypot(re, im) / ((to - from) / 2))
      }
      // Behind what a compressor looks ahead.
      const firstAt = (${String(silentSeconds)} + 0.007) * rate
      let loudest = 0
      for (const sample of heard) loudest = Math.max(loudest, Math.abs(sample))
      return { loudest, firstDb: level(1000, firstAt, firstAt + 0.01 * rate), toneDb: level(1000), harmonicDb: level(3000) }
    })()`
    return (await driver.ask('inPage', { script })) as {
      loudest: number
      firstDb: number
      toneDb: number
      harmonicDb: number
    }
  }

  beforeEach(async () => {
    const script = await bundledModule('src-renderer/audio-engine/amplify.ts')
    await driver.ask('inPage', { script: `${script}; null` })
  })

  it('leaves alone what fits', async () => {
    const { toneDb } = await amplify(0.1, 12)
    expect(toneDb).toBeCloseTo(-8, 0)
  })

  it.each([0.02, 0.2])('has its level when sound begins after %d s', async (silentSeconds) => {
    const { firstDb, toneDb } = await amplify(0.1, 12, silentSeconds)
    expect(Math.abs(firstDb - toneDb)).toBeLessThan(1)
  })

  it.each([3, 6, 12])('keeps a shout below full scale at %i dB, and clean', async (decibels) => {
    const { loudest, toneDb, harmonicDb } = await amplify(1, decibels)
    console.info(
      `${String(decibels)} dB: peak ${loudest.toFixed(3)}, tone ${toneDb.toFixed(1)} dB, 3rd harmonic ${harmonicDb.toFixed(0)} dB`
    )
    expect(loudest).toBeLessThan(1)
    expect(harmonicDb - toneDb).toBeLessThan(-35)
  })
})

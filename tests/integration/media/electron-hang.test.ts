import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readBacklog } from '../../support/media/read-backlog'
import { buildDriver } from '../../support/media-driver/build-driver'
import { DirectCall } from '../../support/media-driver/direct-call'
import { DrivenCall, voiceHz } from '../../support/media-driver/driven-call'
import { Driver } from '../../support/media-driver/driver'
import type { DriverEvent } from '../../support/media-driver/driver-protocol'
import { writeToneWav } from '../../support/media-driver/tone-wav'
import { epochMs } from '../../support/phone/clock'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'

// A process that goes again and again is started later and later: each test has a driver of its own.
let folder: string
let driver: Driver
let call: DrivenCall

beforeAll(async () => {
  folder = await buildDriver()
  await writeToneWav(join(folder, 'tone.wav'), voiceHz, 2)
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  driver = await Driver.launch(folder, join(folder, 'tone.wav'))
  call = await DrivenCall.begin(driver)
})

afterEach(async () => {
  await call.end()
  await driver.stop()
})

const isLog = (message: string) => (event: DriverEvent) =>
  event.type === 'log' && event.message === message
const logged = (message: string) => driver.next(isLog(message))
const open = async () => {
  expect((await driver.ask('setMicrophone', { microphone: 'open' })).problem).toBeNull()
  await call.voiceArrives()
}
const pbxIsHeard = () =>
  driver.next((event) => event.type === 'levels' && event.levels.receivedDbfs > -40)

/** Milliseconds until everything is as it was before. */
const untilRestored = async (hang: () => Promise<unknown>, process: string): Promise<number> => {
  const at = epochMs()
  const back = logged(`${process} started`)
  await hang()
  await back
  await Promise.all([call.voiceArrives(), pbxIsHeard()])
  return epochMs() - at
}

describe('an audio engine that hangs', () => {
  it.each(['busy', 'stopped'] as const)(
    'is replaced though nobody asks anything, and the call goes on as it was (%s)',
    async (how) => {
      await open()
      const tookMs = await untilRestored(() => driver.ask('hangEngine', { how }), 'audio engine')
      console.info(`${how}: both voices again after ${tookMs.toFixed(0)} ms`)
      expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
    }
  )

  it('is ended, and closed is answered when it is gone', async () => {
    await open()
    const ended = logged('audio engine does not answer, and is ended')
    const gone = logged('audio engine gone')
    await driver.ask('hangEngine', { how: 'busy' })
    const { problem, tookMs } = await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(problem).toBeNull()
    console.info(`closed after ${tookMs.toFixed(0)} ms`)
    await ended
    // Answered when its port closed, which may be a moment before.
    await gone
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
  })

  it('cannot open the microphone, and says so', async () => {
    await pbxIsHeard()
    await driver.ask('hangEngine', { how: 'stopped' })
    const { problem } = await driver.ask('setMicrophone', { microphone: 'open' })
    expect(problem).toBe('failed')
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
  })
})

describe('an audio engine that hangs in a WebRTC call', () => {
  it('sends nothing any more when closed is answered', async () => {
    await call.end()
    call = await DirectCall.beginDirect(driver)
    await open()
    const renewing = driver.next(({ type }) => type === 'offer-needed')
    await driver.ask('hangEngine', { how: 'busy' })
    const { problem } = await driver.ask('setMicrophone', { microphone: 'closed' })
    const since = epochMs()
    expect(problem).toBeNull()
    await renewing
    await readBacklog()
    // One may have been on its way.
    expect(call.pbx.recording.audio.filter(({ at }) => at > since + 20)).toEqual([])
  })

  it('is not waited for once it is gone, and the next call takes the next one', async () => {
    await pbxIsHeard()
    await driver.ask('hangEngine', { how: 'stopped' })
    const gone = logged('audio engine gone')
    const back = logged('audio engine started')
    const failing = DirectCall.beginDirect(driver)
    await expect(failing).rejects.toThrow('audio engine: not running')
    await gone
    await back
    await call.end()
    call = await DirectCall.beginDirect(driver)
    await open()
  })
})

describe('a media relay that hangs', () => {
  it('is ended, and the call goes on as it was', async () => {
    await open()
    const tookMs = await untilRestored(() => driver.ask('hangRelay'), 'media relay')
    console.info(`both voices again after ${tookMs.toFixed(0)} ms`)
    const { sent } = await driver.ask('sendDigits', { digits: '0' })
    expect(sent).toBe(true)
  })

  it('answers closed when it is gone', async () => {
    await open()
    const gone = logged('media relay exited')
    await driver.ask('hangRelay')
    expect((await driver.ask('setMicrophone', { microphone: 'closed' })).problem).toBeNull()
    await gone
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
  })
})

describe('when it is main that stands still', () => {
  it('nobody is ended', async () => {
    await open()
    const since = driver.events.length
    for (let stalls = 0; stalls < 2; stalls += 1) {
      await driver.ask('blockMain', { ms: 3_000 })
      await call.voiceFromNow(300)
    }
    expect(driver.events.slice(since).filter((event) => event.type === 'log')).toEqual([])
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
  })
})

describe('when it is the system’s audio that stands still', () => {
  it('an engine that waits for it is not ended, and the call goes on', async () => {
    await open()
    const since = driver.events.length
    await driver.ask('stallAudio', { ms: 4_000 })
    const stalledAt = epochMs()
    await driver.ask('chooseDevice', { kind: 'speaker', label: 'Fake Audio Output 1' })
    await driver.ask('inPage', { script: '1' })
    console.info(`the page answers after ${(epochMs() - stalledAt).toFixed(0)} ms`)
    expect(epochMs() - stalledAt).toBeGreaterThan(3_000)
    await Promise.all([call.voiceArrives(), pbxIsHeard()])
    expect(driver.events.slice(since).filter((event) => event.type === 'log')).toEqual([])
  })
})

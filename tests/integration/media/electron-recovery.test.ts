import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDriver } from '../../support/media-driver/build-driver'
import { DirectCall } from '../../support/media-driver/direct-call'
import { DrivenCall } from '../../support/media-driver/driven-call'
import { Driver } from '../../support/media-driver/driver'
import { pageSeen, spyOnPage } from '../../support/media-driver/page-spy'
import { writeToneWav } from '../../support/media-driver/tone-wav'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'

let folder: string

beforeAll(async () => {
  folder = await buildDriver()
  await writeToneWav(join(folder, 'tone.wav'), 1_000, 2)
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function withDriver(
  microphone: 'tone.wav' | null,
  run: (driver: Driver, call: DrivenCall) => Promise<void>
): Promise<void> {
  const driver = await Driver.launch(folder, microphone && join(folder, microphone))
  try {
    await spyOnPage(driver)
    const call = await DrivenCall.begin(driver)
    await run(driver, call)
    await call.end()
  } finally {
    await driver.stop()
  }
}

const started = (driver: Driver, process: string) =>
  driver.next((event) => event.type === 'log' && event.message === `${process} started`)

describe('a call that is hung up while it is connected', () => {
  it('does not keep the next one of another kind waiting', () =>
    withDriver('tone.wav', async (driver) => {
      await driver.ask('closeCall')
      const direct = await DirectCall.beginDirect(driver)
      await driver.ask('setMicrophone', { microphone: 'open' })
      await direct.voiceArrives()
      await direct.gateway.close()
      direct.pbx.close()
    }))
})

describe('when the engine goes away during a call', () => {
  it('an open microphone is opened again in the new one', () =>
    withDriver('tone.wav', async (driver, call) => {
      await driver.ask('setMicrophone', { microphone: 'open' })
      await call.voiceArrives()
      const back = started(driver, 'audio engine')
      await driver.ask('crashEngine')
      await back
      await call.voiceArrives()
      expect(new Set(call.pbx.recording.audio.map(({ ssrc }) => ssrc)).size).toBe(1)
    }))

  it('a closed microphone stays closed, and the PBX is heard again', () =>
    withDriver('tone.wav', async (driver, call) => {
      const heard = (event: { type: string; levels?: { receivedDbfs: number } }) =>
        event.type === 'levels' && (event.levels?.receivedDbfs ?? -99) > -40
      await driver.next(heard)
      const back = started(driver, 'audio engine')
      await driver.ask('reloadEngine')
      await back
      await spyOnPage(driver)
      await driver.next(heard)
      expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
      expect((await pageSeen(driver)).captures).toBe(0)
    }))
})

describe('when the relay goes away during a call', () => {
  it('the next one takes its port and goes on', () =>
    withDriver('tone.wav', async (driver, call) => {
      await driver.ask('setMicrophone', { microphone: 'open' })
      await call.voiceArrives()
      const back = started(driver, 'media relay')
      await driver.ask('killRelay')
      await back
      await call.voiceArrives()
      expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
      const { sent } = await driver.ask('sendDigits', { digits: '0' })
      expect(sent).toBe(true)
      expect(call.pbx.recording.digits()).toBe('0')
    }))
})

describe('on a machine without a microphone', () => {
  it('opening it is answered, and the call goes on in silence', () =>
    withDriver(null, async (driver, call) => {
      const { problem } = await driver.ask('setMicrophone', { microphone: 'open' })
      expect(problem).toBe('none')
      expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    }))
})

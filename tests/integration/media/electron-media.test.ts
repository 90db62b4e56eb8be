import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { G722Decoder } from '../../support/media/g722-decoder'
import { PbxSocket } from '../../support/media/pbx-socket'
import { readBacklog } from '../../support/media/read-backlog'
import { DrivenCall, voiceHz } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import { pageSeen, soundDecoded, spyOnPage } from '../../support/media-driver/page-spy'
import { epochMs } from '../../support/phone/clock'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'

// The real Electron, its real engine and relay, a microphone that hears a tone, and a PBX on loopback.
let driver: Driver
let call: DrivenCall

beforeAll(async () => {
  driver = await launchDriver({ hz: 1_000 })
})

afterAll(async () => {
  await driver.stop()
})

beforeEach(async () => {
  await spyOnPage(driver)
  call = await DrivenCall.begin(driver)
})

afterEach(async () => {
  await call.end()
})

describe('the microphone in Electron', () => {
  it('is not touched in spy: silence is sent and nothing is captured', async () => {
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await pageSeen(driver)).toEqual({ captures: 0, tracks: [] })
    // The engine itself sends all the time; the relay puts its own silence in place even of that.
    await expect
      .poll(async () => (await driver.ask('statistics')).silenced, { timeout: 5_000 })
      .toBeGreaterThan(20)
  })

  it('is heard by the PBX when open, and only then', async () => {
    const { problem } = await driver.ask('setMicrophone', { microphone: 'open' })
    expect(problem).toBeNull()
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)

    await driver.ask('setMicrophone', { microphone: 'muted' })
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await pageSeen(driver)).toEqual({ captures: 1, tracks: ['live'] })

    await driver.ask('setMicrophone', { microphone: 'open' })
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)

    await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await pageSeen(driver)).toEqual({ captures: 1, tracks: ['ended'] })
  })

  it('does not open late when it was closed meanwhile', async () => {
    const opening = driver.ask('setMicrophone', { microphone: 'open' })
    const closing = driver.ask('setMicrophone', { microphone: 'closed' })
    await Promise.all([opening, closing])
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect((await pageSeen(driver)).tracks).not.toContain('live')
  })

  it('is closed when the only device goes away, and the call is told', async () => {
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
    const lost = driver.next(({ type }) => type === 'microphone-lost')
    await driver.ask('inPage', {
      script: `(() => {
        const { mediaDevices } = navigator
        const capture = mediaDevices.getUserMedia
        mediaDevices.getUserMedia = async () => {
          mediaDevices.getUserMedia = capture
          throw new DOMException('', 'NotFoundError')
        }
        spy.tracks[0].dispatchEvent(new Event('ended'))
      })()`
    })
    await lost
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect((await pageSeen(driver)).tracks).toEqual(['ended'])
  })

  it('shows its level only while it is captured', async () => {
    const levels = (captured: boolean) =>
      driver.next((event) => {
        if (event.type !== 'levels' || event.levels.receivedDbfs < -40) return false
        return captured ? event.levels.microphoneDbfs > -40 : event.levels.microphoneDbfs === -99
      })
    await levels(false)
    await driver.ask('setMicrophone', { microphone: 'open' })
    await levels(true)
    await driver.ask('setMicrophone', { microphone: 'closed' })
    await levels(false)
  })
})

describe('with a PBX that wants opus', () => {
  const silence = Buffer.from([0xf8, 0xff, 0xfe])

  it('opus is sent, and the lock puts opus silence in its place', async () => {
    const pbx = await PbxSocket.bind()
    await driver.ask('acceptOffer', {
      sdp: [
        'v=0',
        'o=- 1 2 IN IP4 127.0.0.1',
        's=-',
        'c=IN IP4 127.0.0.1',
        't=0 0',
        `m=audio ${pbx.port} RTP/AVP 107`,
        'a=rtpmap:107 opus/48000/2',
        ''
      ].join('\r\n')
    })
    await pbx.until('silence', (all) => all.length >= 25)
    for (const { payload } of pbx.arrived) expect(payload).toEqual(silence)
    await driver.ask('setMicrophone', { microphone: 'open' })
    await pbx.until('voice', (all) => all.slice(-3).every(({ payload }) => payload.length > 20))
    await driver.ask('setMicrophone', { microphone: 'closed' })
    await readBacklog()
    pbx.arrived.length = 0
    await pbx.until('silence', (all) => all.length >= 25)
    for (const { payload } of pbx.arrived) expect(payload).toEqual(silence)
    expect(new Set(pbx.arrived.map(({ payloadType }) => payloadType))).toEqual(new Set([107]))
    pbx.close()
  })
})

describe('with a PBX that wants G.722', () => {
  it('G.722 is sent and heard, and the lock puts its silence in place of the voice', async () => {
    const pbx = await PbxSocket.bind()
    await driver.ask('acceptOffer', {
      sdp: [
        'v=0',
        'o=- 1 2 IN IP4 127.0.0.1',
        's=-',
        'c=IN IP4 127.0.0.1',
        't=0 0',
        `m=audio ${pbx.port} RTP/AVP 9`,
        ''
      ].join('\r\n')
    })
    /** The next half second as the PBX decodes it, in the rate that the meter of tones knows. */
    const voiceDbfs = async () => {
      await readBacklog()
      pbx.arrived.length = 0
      await pbx.until('half a second', (all) => all.length >= 30)
      expect(new Set(pbx.arrived.map(({ payloadType }) => payloadType))).toEqual(new Set([9]))
      const decoder = new G722Decoder()
      const samples = pbx.arrived.flatMap(({ payload }) => [...decoder.decode(payload)])
      return levelDbfs(Int16Array.from(samples.filter((_, index) => index % 2 === 0)), voiceHz)
    }
    expect(await voiceDbfs()).toBeLessThan(absentDbfs)
    await driver.ask('setMicrophone', { microphone: 'open' })
    await expect.poll(voiceDbfs, { timeout: 5_000 }).toBeGreaterThan(presentDbfs)
    await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(await voiceDbfs()).toBeLessThan(absentDbfs)

    const talking = setInterval(() => pbx.speak(call.port, 9), 20)
    expect(await soundDecoded(driver)).toBeGreaterThan(0)
    clearInterval(talking)
    pbx.close()
  })
})

describe('what the engine page may do', () => {
  it.each([
    ['a camera', `navigator.mediaDevices.getUserMedia({ video: true })`],
    ['a screen', `navigator.mediaDevices.getDisplayMedia({ video: true })`],
    ['the clipboard', `navigator.clipboard.readText()`],
    ['another origin', `fetch('http://127.0.0.1:9/')`]
  ])('not %s', async (_what, script) => {
    const asked = `${script}.then(() => 'allowed', () => 'refused')`
    expect(await driver.ask('inPage', { script: asked })).toBe('refused')
  })

  it('no Node, no new window, no other page', async () => {
    const script = `[typeof require, typeof process, window.open('about:blank')]`
    expect(await driver.ask('inPage', { script })).toEqual(['undefined', 'undefined', null])
  })
})

describe('the way between PBX and ear', () => {
  it('is audible after the PBX answered', async () => {
    expect(await soundDecoded(driver)).toBeGreaterThan(0)
  })

  it('sends RFC 4733 digits, each once', async () => {
    for (let count = 0; count < 20; count++) {
      const { sent } = await driver.ask('sendDigits', { digits: '2' })
      expect(sent).toBe(true)
    }
    expect(call.pbx.recording.digits()).toBe('2'.repeat(20))
  })

  it('does not notice that main is blocked', async () => {
    await call.voiceFromNow(200)
    const from = epochMs()
    const blockedMs = 700
    await driver.ask('blockMain', { ms: blockedMs })
    await call.voiceFromNow(100)
    expect(call.longestGapMs(from)).toBeLessThan(blockedMs)
  })
})

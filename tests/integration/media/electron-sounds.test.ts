import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledModule } from '../../support/media-driver/bundled-module'
import { DrivenCall } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import { pageSeen, soundDecoded, spyOnPage } from '../../support/media-driver/page-spy'

let driver: Driver

beforeAll(async () => {
  driver = await launchDriver(null)
})

afterAll(async () => {
  await driver.stop()
})

/** Levels of a tone of 700 Hz in syllables, before and after, as it is heard from the third second on. */
const measure = (amplitude: string) => `(async () => {
  const seconds = 6, rate = 48000
  const context = new OfflineAudioContext(1, seconds * rate, rate)
  const buffer = context.createBuffer(1, seconds * rate, rate)
  const samples = buffer.getChannelData(0)
  const level = ${amplitude}
  for (let i = 0; i < samples.length; i++) {
    samples[i] = (i / rate) % 0.5 < 0.4 ? level(i / rate) * Math.sin(2 * Math.PI * 700 * i / rate) : 0
  }
  const source = new AudioBufferSourceNode(context, { buffer })
  const evened = under.evenLoudness(context, source)
  evened.output.connect(context.destination)
  for (let at = 0.05; at < seconds; at += 0.05) {
    context.suspend(at).then(() => { evened.step(50); context.resume() })
  }
  source.start()
  const heard = (await context.startRendering()).getChannelData(0)
  const from = 3 * rate
  const rms = (data) => {
    let sum = 0, count = 0
    for (let i = from; i < data.length; i++) if ((i / rate) % 0.5 < 0.4) { sum += data[i] ** 2; count++ }
    return 10 * Math.log10(sum / count)
  }
  let peak = 0
  for (const sample of heard) peak = Math.max(peak, Math.abs(sample))
  return { before: rms(samples), after: rms(heard), peak }
})()`

describe('the loudness of a call in the engine', () => {
  beforeAll(async () => {
    const script = await bundledModule('src-renderer/audio-engine/even-loudness.ts')
    await driver.ask('inPage', { script: `${script}; null` })
  })
  const levels = async (amplitude: string) => {
    const script = measure(amplitude)
    return (await driver.ask('inPage', { script })) as {
      before: number
      after: number
      peak: number
    }
  }

  it('is raised for quiet speech', async () => {
    const { before, after } = await levels('() => 0.0141')
    expect(before).toBeCloseTo(-40, 0)
    expect(after).toBeGreaterThan(-24)
    expect(after).toBeLessThan(-16)
  })

  it('is left about as it is for ordinary speech', async () => {
    const { before, after } = await levels('() => 0.141')
    expect(before).toBeCloseTo(-20, 0)
    expect(Math.abs(after - before)).toBeLessThan(4)
  })

  it('never clips, not even when somebody shouts after a whisper', async () => {
    const loud = await levels('() => 1')
    expect(loud.peak).toBeLessThan(1)
    expect(loud.after).toBeLessThan(loud.before)
    const sudden = await levels('(at) => at < 3 ? 0.0141 : 1')
    expect(sudden.peak).toBeLessThan(1)
  })

  it('does not make noise of silence', async () => {
    const { peak } = await levels('() => 0.0005')
    expect(peak).toBeLessThan(0.0011)
  })
})

describe('a call with its loudness evened out', () => {
  /** The level of what the call's element plays now, measured beside it for half a second. */
  const playedDbfs = async () =>
    (await driver.ask('inPage', {
      script: `new Promise((resolve) => {
        const context = new AudioContext()
        const analyser = context.createAnalyser()
        context.createMediaStreamSource(window.playing.at(-1)).connect(analyser)
        const samples = new Float32Array(analyser.fftSize)
        let loudest = 0
        const timer = setInterval(() => {
          analyser.getFloatTimeDomainData(samples)
          loudest = Math.max(loudest, ...samples.map(Math.abs))
        }, 20)
        setTimeout(() => {
          clearInterval(timer)
          context.close()
          resolve(20 * Math.log10(loudest || 1e-5))
        }, 500)
      })`
    })) as number

  it('goes on through the switch, there and back, and captures nothing', async () => {
    await spyOnPage(driver)
    await driver.ask('inPage', {
      script: `(() => {
        window.playing = []
        const { set, get } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
        Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
          get,
          set(stream) {
            if (stream && !this.muted) window.playing.push(stream)
            set.call(this, stream)
          }
        })
        const { connect } = AudioNode.prototype
        AudioNode.prototype.connect = function (to, ...more) {
          if (to instanceof AudioDestinationNode) {
            const copy = this.context.createMediaStreamDestination()
            connect.call(this, copy)
            window.playing.push(copy.stream)
          }
          return connect.call(this, to, ...more)
        }
      })()`
    })
    const call = await DrivenCall.begin(driver)
    await soundDecoded(driver)
    const { listening } = await driver.ask('soundView')
    const plain = await playedDbfs()
    expect(plain).toBeGreaterThan(-25)
    await driver.ask('useSound', { listening: { ...listening, evenLoudness: true } })
    await expect.poll(playedDbfs, { timeout: 5_000 }).toBeGreaterThan(-25)
    await driver.ask('useSound', { listening: { ...listening, evenLoudness: false } })
    await expect.poll(playedDbfs, { timeout: 5_000 }).toBeGreaterThan(-25)
    const streams = await driver.ask('inPage', {
      script: 'window.playing.map((stream) => stream.getAudioTracks()[0].label)'
    })
    expect(streams).toHaveLength(3)
    expect(await pageSeen(driver)).toEqual({ captures: 0, tracks: [] })
    await call.end()
  })
})

describe('the sounds of the phone in the engine', () => {
  it('are decoded: each from its own file, from the page itself', async () => {
    await driver.ask('inPage', {
      script: `(() => {
        window.played = []
        window.asked = new Promise((resolve) => (window.all = resolve))
        const { play } = HTMLMediaElement.prototype
        HTMLMediaElement.prototype.play = function () {
          const told = { file: new URL(this.src || 'file:///none').pathname.split('/').pop(), loops: this.loop }
          const decoded = new Promise((resolve) => {
            this.addEventListener('loadedmetadata', () => resolve(this.duration))
            this.addEventListener('error', () => resolve(-1))
          })
          window.played.push(decoded.then((seconds) => ({ ...told, seconds })))
          if (window.played.length === 4) window.all(Promise.all(window.played))
          return play.call(this)
        }
      })()`
    })
    for (const sound of ['ringing', 'ringback', 'busy', 'cue'] as const) {
      await driver.ask('playSound', { sound })
    }
    const played = await driver.ask('inPage', { script: 'window.asked' })
    expect(played).toEqual([
      { file: expect.stringMatching(/^ringing/) as string, loops: true, seconds: 3 },
      { file: expect.stringMatching(/^ringback/) as string, loops: true, seconds: 5 },
      { file: expect.stringMatching(/^busy/) as string, loops: false, seconds: 3 },
      { file: expect.stringMatching(/^cue/) as string, loops: false, seconds: 0.25 }
    ])
    await driver.ask('stopSound', { sound: 'ringing' })
    await driver.ask('stopSound', { sound: 'ringback' })
  })

  it('can be tried: the ringing is heard once, and says that it is over', async () => {
    const over = driver.next((event) => event.type === 'sound' && event.view.test === null)
    const ringing = driver.next((event) => event.type === 'sound' && event.view.test === 'ringing')
    await driver.ask('ringOnce')
    await ringing
    await over
  })
})

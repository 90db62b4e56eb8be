import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { levelDbfs, silenceDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { DirectCall } from '../../support/media-driver/direct-call'
import { voiceHz } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import type { ReceivedAudio } from '../../support/phone/recording'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'
import { numbersFrom, oneOf } from '../../support/proof/numbers-from'

// The code of spy leaves when the locks of a WebRTC call are closed: what comes after the code in the stream left after them,
// whatever was how slow.
const seed = Number(process.env['COACHLINE_PROOF_SEED'] ?? randomInt(2 ** 30))
const sequences = Number(process.env['COACHLINE_PROOF_DIRECT'] ?? 25)
const longestMs = sequences * 2_000 + 60_000
/** in the end of each: longer than the pauses of the tone */
const lastPackets = 8

let driver: Driver
let call: DirectCall

beforeAll(async () => {
  driver = await launchDriver({ hz: voiceHz })
  call = await DirectCall.beginDirect(driver)
})

afterAll(async () => {
  await call.end()
  await driver.stop()
})

const packets = async (count: number) => {
  const { length } = call.pbx.recording.audio
  await call.pbx.recording.until('packets', 10_000, ({ audio }) =>
    audio.length >= length + count ? true : undefined
  )
}

const heardUntilNow = () => {
  const { audio, events } = call.pbx.recording
  return { audio: audio.length, events: events.length }
}

/** Sends the code of spy. @returns the loudest frames of the voice on both sides of it, by their place in the stream */
const aroundTheCode = async (from: ReturnType<typeof heardUntilNow>) => {
  const { audio, events } = call.pbx.recording
  expect((await driver.ask('sendDigits', { digits: '0' })).sent).toBe(true)
  await packets(lastPackets)
  const code = events[from.events]?.sequenceNumber ?? 0
  const came = audio.slice(from.audio)
  const isAfter = ({ sequenceNumber }: ReceivedAudio) => ((sequenceNumber - code) & 0xffff) < 0x8000
  const after = came.filter(isAfter)
  expect(after.length).toBeGreaterThanOrEqual(lastPackets)
  return { before: loudestOf(came.filter((frame) => !isAfter(frame))), after: loudestOf(after) }
}
const loudestOf = (frames: readonly ReceivedAudio[]) =>
  Math.max(silenceDbfs, ...frames.map(({ samples }) => levelDbfs(samples, voiceHz)))

const renegotiate = async (held: boolean) => {
  await driver.ask('setHeld', { held })
  const { sdp } = await driver.ask('offerAgain')
  await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(sdp) })
}

/** Another one is captured anew. */
const processing = (noiseSuppression: boolean) => ({
  ...{ echoCancellation: true, noiseSuppression, autoGainControl: true }
})

const steps = {
  open: () => driver.ask('setMicrophone', { microphone: 'open' }),
  mute: () => driver.ask('setMicrophone', { microphone: 'muted' }),
  close: () => driver.ask('setMicrophone', { microphone: 'closed' }),
  'another processing': () => driver.ask('useSound', { processing: processing(false) }),
  'the usual processing': () => driver.ask('useSound', { processing: processing(true) }),
  'main is busy': () => driver.ask('blockMain', { ms: 20 })
}
const names = ['open', 'open', ...Object.keys(steps)] as ['open', ...(keyof typeof steps)[]]

it(
  `sends not one frame of the microphone in a WebRTC call after the code of spy (seed ${seed})`,
  async () => {
    const number = numbersFrom(seed)
    let voiced = 0
    let loudest = -Infinity
    for (let sequence = 0; sequence < sequences; sequence++) {
      const from = heardUntilNow()
      const taken: string[] = []
      for (let count = 2 + number(5); count > 0; count--) {
        const name = oneOf(number, names)
        taken.push(name)
        const done = steps[name]()
        if (number(2) === 0) await done
        if (number(3) === 0) await packets(number(8))
      }
      if (number(4) === 0) await renegotiate(number(2) === 0)
      const silence = oneOf<MicrophonePolicy>(number, ['muted', 'closed'])
      await driver.ask('setMicrophone', { microphone: silence })
      await renegotiate(false)
      const { before, after } = await aroundTheCode(from)
      if (before > presentDbfs) voiced += 1
      loudest = Math.max(loudest, after)
      expect(after, `${taken.join(', ')}, ${silence}`).toBeLessThan(absentDbfs)
    }
    console.log(
      `${sequences} sequences, voice in ${voiced}; after the code of spy the loudest ${loudest.toFixed(0)} dBFS`
    )
    expect(voiced).toBeGreaterThan(0)
  },
  longestMs
)

it('would be found to send it if the locks let it pass', async () => {
  await driver.ask('setMicrophone', { microphone: 'open' })
  await call.voiceArrives()
  expect((await aroundTheCode(heardUntilNow())).after).toBeGreaterThan(presentDbfs)
})

import { execFile } from 'node:child_process'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { promisify } from 'node:util'
import { within } from '../../support/phone/clock'
import type { Carry } from '../../support/wire-tap/audio-link'
import { killRelay, killRelayTakePort } from './relay-faults'
import { desk, headset, systemDefault, type SoundDesk } from './sound-desk'

const ip = (...args: readonly string[]) => promisify(execFile)('ip', args)
export const networkInterface = {
  name: 'eth0',
  address: '10.78.0.2/24',
  gateway: '10.78.0.1'
} as const

/** A thing that goes wrong during a call and is over when it resolves. */
export interface Fault {
  readonly name: string
  readonly happen: (desk: SoundDesk) => Promise<void>
  /** how long nothing can be heard whatever the app does */
  readonly silenceMs?: number
  readonly losesEngine?: boolean
  /** what not every place has: a headset to pull, a network interface to lose, numbers of packets to choose */
  readonly needs?: 'headset' | 'interface' | 'numbers'
}

const wornMs = 5_000
const silenceMs = 3_000
const wrapWithinMs = 20_000
const lostShare = 0.05
const jitterMs = 30

export const faults: readonly Fault[] = [
  { name: 'nothing at all', happen: () => setTimeoutPromise(3_000) },
  {
    name: 'PBX silent for 3 s while its RTP sequence number wraps',
    silenceMs,
    needs: 'numbers',
    happen: silentAcrossWrap
  },
  { name: '5 % loss and 30 ms jitter, both ways', happen: badLine },
  { name: 'main process blocked 200 ms each second', happen: blockMain },
  { name: 'microphone changed (replaceTrack)', happen: changeMicrophone },
  { name: 'loudspeaker changed (setSinkId)', happen: changeSpeaker },
  { name: 'headset unplugged', needs: 'headset', happen: unplugHeadset },
  { name: 'headset plugged in again', needs: 'headset', happen: plugInHeadset },
  { name: 'network interface lost and back', needs: 'interface', happen: loseInterface },
  { name: 'window reloaded', happen: (desk) => inPage(desk, 'ui', 'reload') },
  { name: 'window crashed', happen: (desk) => inPage(desk, 'ui', 'crash') },
  {
    name: 'audio engine reloaded',
    losesEngine: true,
    happen: (desk) => inPage(desk, 'audio-engine', 'reload')
  },
  {
    name: 'audio engine crashed',
    losesEngine: true,
    happen: (desk) => inPage(desk, 'audio-engine', 'crash')
  },
  { name: 'media relay killed', happen: killRelay },
  { name: 'media relay killed, its port taken by another program', happen: killRelayTakePort }
]

/** The same silence where nobody on the way can change the numbers. */
export const silentPbx: Fault = {
  name: 'PBX silent for 3 s',
  silenceMs,
  happen: async ({ sequence }) => {
    sequence.fault = () => {}
    await setTimeoutPromise(silenceMs)
    sequence.fault = null
  }
}

async function silentAcrossWrap({ sequence }: SoundDesk): Promise<void> {
  const beforeWrap = 65_500
  const over = new Promise<void>((resolve) => {
    let begun: number | undefined
    sequence.fault = (datagram, sequenceNumber, arrive) => {
      if (begun === undefined && sequenceNumber >= beforeWrap) begun = performance.now()
      if (begun === undefined) arrive(datagram)
      else if (performance.now() - begun >= silenceMs) {
        sequence.fault = null
        arrive(datagram)
        resolve()
      }
    }
  })
  await within(wrapWithinMs, 'the wrap', over)
}

async function badLine({ stage, sequence }: SoundDesk): Promise<void> {
  const bad: Carry = (datagram, arrive) => {
    if (Math.random() < lostShare) return
    setTimeout(() => arrive(datagram), Math.random() * jitterMs)
  }
  const { link } = stage.tap
  const direct = link.app
  sequence.fault = (datagram, _sequenceNumber, arrive) => bad(datagram, arrive)
  link.app = bad
  await setTimeoutPromise(wornMs)
  sequence.fault = null
  link.app = direct
}

async function blockMain({ app }: SoundDesk): Promise<void> {
  await app.electron.evaluate(
    (_electron, forMs) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          const until = performance.now() + 200
          while (performance.now() < until);
        }, 1_000)
        setTimeout(() => {
          clearInterval(timer)
          resolve()
        }, forMs)
      }),
    wornMs
  )
}

async function changeMicrophone(at: SoundDesk): Promise<void> {
  await at.choose('microphone', headset.microphone.label)
  await at.voiceOf(headset.microphone.hz)
}

async function changeSpeaker(at: SoundDesk): Promise<void> {
  await at.choose('speaker', headset.speaker.label)
  await at.uses('speaker', headset.speaker.label)
}

async function unplugHeadset(at: SoundDesk): Promise<void> {
  await at.unplugHeadset()
  await at.voiceOf(desk.microphone.hz)
  await at.uses('microphone', systemDefault)
  await at.uses('speaker', systemDefault)
}

async function plugInHeadset(at: SoundDesk): Promise<void> {
  await at.plugInHeadset()
  await at.voiceOf(headset.microphone.hz)
  await at.uses('microphone', headset.microphone.label)
  await at.uses('speaker', headset.speaker.label)
}

async function loseInterface(): Promise<void> {
  const { name, gateway } = networkInterface
  await ip('link', 'set', name, 'down')
  await setTimeoutPromise(wornMs)
  await ip('link', 'set', name, 'up')
  await ip('route', 'replace', 'default', 'via', gateway)
  await setTimeoutPromise(wornMs)
}

async function inPage(
  { app }: SoundDesk,
  page: 'ui' | 'audio-engine',
  what: 'reload' | 'crash'
): Promise<void> {
  await app.electron.evaluate(
    ({ webContents }, asked) => {
      const found = webContents
        .getAllWebContents()
        .find((each) => each.getURL().includes(`/${asked.page}/index.html`))
      if (!found) throw new Error(`no ${asked.page}`)
      if (asked.what === 'reload') found.reload()
      else found.forcefullyCrashRenderer()
    },
    { page, what }
  )
  await setTimeoutPromise(1_000)
}

import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { epochMs } from '../../support/phone/clock'
import type { DeviceRole } from '@contract/settings/sound'
import type { SoundView } from '@contract/ipc/sound-view'
import { Adam } from '../../scenario/adam'
import type { CoachlineApp } from '../../scenario/coachline-app'
import { demoStage, type Stage } from '../../scenario/stage'
import type { Recording } from '../../support/phone/recording'
import { PulseAudio, type PluggedDevice } from './pulse-audio'
import type { SinkEar } from './sink-ear'
import { SteadySequence } from './steady-sequence'

const registeredWithinMs = 20_000
const soundWithinMs = 10_000
/** of a single packet */
export const voicedDbfs = -40

/** The devices of the desk: each microphone hears a tone of its own. */
export const desk = {
  microphone: { name: 'desk_microphone', label: 'Desk microphone', tone: 'voice', hz: 1_000 },
  speaker: { name: 'desk_speaker', label: 'Desk loudspeaker' }
} as const
export const headset = {
  microphone: { name: 'headset_microphone', label: 'Headset', tone: 'other_voice', hz: 1_250 },
  speaker: { name: 'headset_speaker', label: 'Headset' }
} as const
/** what Chromium calls whatever PulseAudio has for its default; here that is the desk's */
export const systemDefault = 'Default'
export const voicesHz = [desk.microphone.hz, headset.microphone.hz] as const

/** Who is called, and what can be heard and done on the way there. A client and an agent are in a call. */
export interface SoundPlace {
  readonly stage: Stage
  /** the manager's voice, as far as it can be followed */
  readonly voice: Recording
  /** what the PBX numbers its packets with; from there on they wrap after a while, where that can be done */
  readonly sequence: SteadySequence
}

/** Plain RTP: everything can be seen and changed. */
export async function demoPlace(): Promise<SoundPlace> {
  const stage = await demoStage()
  await stage.parties.connect()
  return { stage, voice: stage.tap.log.fromApp, sequence: new SteadySequence() }
}

type PluggedHeadset = Readonly<Record<'microphone' | 'speaker', PluggedDevice>>

async function plugInHeadset(pulse: PulseAudio): Promise<PluggedHeadset> {
  const { microphone, speaker } = headset
  const { name, label, tone } = microphone
  return {
    microphone: await pulse.plugInMicrophone(name, label, tone),
    speaker: await pulse.plugInSpeaker(speaker.name, speaker.label)
  }
}

/** The app on a PBX, with devices of a sound server instead of those that Chromium makes up. */
export class SoundDesk {
  private constructor(
    readonly stage: Stage,
    readonly pulse: PulseAudio,
    readonly app: CoachlineApp,
    readonly adam: Adam,
    readonly voice: Recording,
    readonly sequence: SteadySequence,
    private headset: PluggedHeadset,
    /** at every loudspeaker that is or was there */
    readonly ears: SinkEar[]
  ) {}

  static async open(openPlace: () => Promise<SoundPlace> = demoPlace): Promise<SoundDesk> {
    const pulse = await PulseAudio.start()
    let stage: Stage | undefined
    let app: CoachlineApp | undefined
    try {
      await pulse.plugInSpeaker(desk.speaker.name, desk.speaker.label)
      for (const { tone, hz } of [desk.microphone, headset.microphone]) {
        await pulse.soundTone(tone, hz)
      }
      const { name, label, tone } = desk.microphone
      await pulse.plugInMicrophone(name, label, tone)
      await pulse.pactl('set-default-source', name)
      await pulse.pactl('set-default-sink', desk.speaker.name)
      // Chromium hears of no device that is added later: the kernel knows nothing of these.
      const plugged = await plugInHeadset(pulse)
      const place = await openPlace()
      const { voice, sequence } = place
      stage = place.stage
      stage.tap.link.pbx = sequence.carry
      app = await stage.launch({ microphone: 'none', environment: pulse.environment })
      await app.until('registered', registeredWithinMs, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const adam = new Adam(app, stage.extension)
      const ears = [
        await pulse.listenAt(desk.speaker.name),
        await pulse.listenAt(headset.speaker.name)
      ]
      return new SoundDesk(stage, pulse, app, adam, voice, sequence, plugged, ears)
    } catch (error) {
      await app?.close()
      await stage?.close()
      await pulse.stop()
      throw error
    }
  }

  /** The programs that read from a microphone, as the system names them; ours, which listen to the tones, left out. */
  async readersOfMicrophones(): Promise<readonly string[]> {
    const outputs = await this.pulse.pactl('list', 'source-outputs')
    const names = [...outputs.matchAll(/application\.name = "([^"]*)"/g)].map(([, name]) => name)
    return names.filter((name) => name !== undefined).filter((name) => name !== 'parec')
  }

  async unplugHeadset(): Promise<void> {
    await this.pulse.unplug(this.headset.microphone)
    // The sound server would let it go on listening, at a microphone; the gap is rather measured too long.
    await this.ears.at(-1)?.stop()
    await this.pulse.unplug(this.headset.speaker)
  }

  async plugInHeadset(): Promise<void> {
    this.headset = await plugInHeadset(this.pulse)
    this.ears.push(await this.pulse.listenAt(headset.speaker.name))
  }

  /** Waits until the PBX gets what a microphone hears. */
  async voiceOf(hz: number): Promise<void> {
    const since = epochMs()
    await this.voice.until(`a voice of ${hz} Hz`, soundWithinMs, ({ audio }) => {
      const last = audio.at(-1)
      return last && last.at > since && levelDbfs(last.samples, hz) > voicedDbfs ? true : undefined
    })
  }

  /** Chooses a connected device by its name, as a person does in the settings. */
  async choose(role: DeviceRole, label: string): Promise<void> {
    const id = await this.app.until(`${role} ${label}`, soundWithinMs, ({ sound }) =>
      idOf(sound, role, label)
    )
    const answer = await this.app.command('sound.choose', { role, id })
    if (!answer.ok) throw new Error(`${label} cannot be chosen: ${answer.failure.reason}`)
  }

  /** Waits until the app says that it uses a device. */
  async uses(role: 'microphone' | 'speaker', label: string): Promise<void> {
    await this.app.until(`${role} in use: ${label}`, soundWithinMs, ({ sound }) =>
      sound.inUse[role] !== null && sound.inUse[role] === idOf(sound, role, label)
        ? true
        : undefined
    )
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.stage.close()
    await this.pulse.stop()
  }
}

function idOf({ devices }: SoundView, role: DeviceRole, label: string): string | undefined {
  const kind = role === 'microphone' ? 'microphone' : 'speaker'
  return devices?.find((device) => device.kind === kind && device.label === label)?.id
}

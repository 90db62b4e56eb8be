import { isDeepStrictEqual } from 'node:util'
import type { ListedDevice, MicrophoneProblem, SoundUse } from '@contract/ipc/media-protocol'
import type { SoundTest, SoundView } from '@contract/ipc/sound-view'
import {
  defaultSound,
  kindOf,
  type DeviceRole,
  type RememberedDevice,
  type SoundSettings
} from '@contract/settings/sound'
import { Listeners } from '../listeners'
import type { MediaLog } from '../processes/media-log'
import type { MediaProcesses } from '../processes/media-processes'
import { deviceOutcome, microphoneGainDbOf, roleOutcome, soundUse, volumeOf } from './sound-in-use'

/**
 * Chromium asks the kernel what was plugged in. The sound server of a Linux desktop has devices of its own, and knows those
 * of the kernel a moment later.
 */
const lookAgainMs = 2_000

/**
 * Which microphone and speaker are used. The engine says what is connected, the settings what was chosen; whenever
 * either changes, the engine is told what to use. Nothing here opens a microphone (docs/adr/0003): that is asked of a
 * call's media, or by a test outside of calls.
 */
export class SoundDevices {
  private settings = defaultSound
  private devices: readonly ListedDevice[] | null = null
  private test: SoundTest | null = null
  private told: SoundUse | null = null
  private lookedAt = -Infinity
  private readonly changes = new Listeners<[view: SoundView]>()

  constructor(
    private readonly engine: MediaProcesses['engine'],
    private readonly log: MediaLog,
    private readonly now: () => number = () => performance.now()
  ) {
    engine.onStarted(() => {
      // Before any call of the new engine opens a device.
      this.told = null
      this.tellEngine()
      this.refresh()
    })
    engine.onGone(() => {
      this.testIs(null)
    })
    engine.onEvent((event) => {
      if (event.type === 'devices') this.connected(event.devices)
      else if (event.type === 'sound-test') this.testIs(event.test)
      // They come for as long as a device is used.
      else if (event.type === 'levels' && this.now() - this.lookedAt > lookAgainMs) this.refresh()
    })
  }

  get view(): SoundView {
    const { settings, test } = this
    const devices = this.devices ?? []
    const inUse = (role: DeviceRole) => roleOutcome(role, settings, devices).inUse
    const chosen = (role: DeviceRole) => {
      const remembered = settings[role]
      if (!remembered) return null
      const device = deviceOutcome(kindOf(role), remembered, devices).chosen
      const { id, label } = device ?? remembered
      return { id, label, isConnected: this.devices === null || device !== null }
    }
    return {
      devices:
        this.devices?.map(({ id, kind, label, isDefault }) => ({
          ...{ id, kind, label, isDefault }
        })) ?? null,
      chosen: {
        microphone: chosen('microphone'),
        speaker: chosen('speaker'),
        ringer: chosen('ringer')
      },
      inUse: {
        microphone: inUse('microphone')?.id ?? null,
        speaker: inUse('speaker')?.id ?? null,
        ringer: inUse('ringer')?.id ?? null
      },
      volumePercent: volumeOf(settings, inUse('speaker')),
      microphoneGainDb: microphoneGainDbOf(settings, inUse('microphone')),
      listening: settings.listening,
      processing: settings.processing,
      test
    }
  }

  /** @returns a function that removes the listener */
  onChange(listener: (view: SoundView) => void): () => void {
    return this.changes.add(listener)
  }

  /** What the settings say, at start and after each change. */
  use(settings: SoundSettings): void {
    this.settings = settings
    this.changed()
  }

  /** How a connected device is kept in the settings; undefined when it is not there any more. */
  toRemember(role: DeviceRole, id: string): RememberedDevice | undefined {
    const device = this.devices?.find((each) => each.kind === kindOf(role) && each.id === id)
    return device && { id: device.id, label: device.label, group: device.group }
  }

  /** The settings with another volume: of the speaker in use, or of all when that is not known. */
  withVolume(volumePercent: number): Pick<SoundSettings, 'volumePercent' | 'volumes'> {
    const { volumes } = this.settings
    const device = roleOutcome('speaker', this.settings, this.devices ?? []).inUse
    if (!device?.label) return { volumePercent, volumes }
    return {
      volumePercent: this.settings.volumePercent,
      volumes: { ...volumes, [device.label]: volumePercent }
    }
  }

  /** The settings with another gain: of the microphone in use, or of all when that is not known. */
  withMicrophoneGain(
    microphoneGainDb: number
  ): Pick<SoundSettings, 'microphoneGainDb' | 'microphoneGainsDb'> {
    const { microphoneGainsDb } = this.settings
    const device = roleOutcome('microphone', this.settings, this.devices ?? []).inUse
    if (!device?.label) return { microphoneGainDb, microphoneGainsDb }
    return {
      microphoneGainDb: this.settings.microphoneGainDb,
      microphoneGainsDb: { ...microphoneGainsDb, [device.label]: microphoneGainDb }
    }
  }

  /** Asks again what is connected: a system that says nothing of a change is not trusted for long. */
  refresh(): void {
    this.lookedAt = this.now()
    this.engine.request('listDevices', null).then(
      ({ devices }) => {
        this.connected(devices)
      },
      (error: unknown) => {
        this.log.warn('sound devices not listed', { error: String(error) })
      }
    )
  }

  /** Records and plays back. Rejects when the engine is not there, or has a call. */
  async testMicrophone(): Promise<{ problem: MicrophoneProblem | null }> {
    return this.engine.request('testMicrophone', null)
  }

  async playTone(): Promise<void> {
    await this.engine.request('playTone', null)
  }

  async ringOnce(): Promise<void> {
    await this.engine.request('ringOnce', null)
  }

  async stopTest(): Promise<void> {
    await this.engine.request('stopSoundTest', null)
  }

  private connected(devices: readonly ListedDevice[]): void {
    if (isDeepStrictEqual(devices, this.devices)) return
    this.devices = devices
    this.log.info('sound devices', { connected: devices.length })
    this.changed()
  }

  private testIs(test: SoundTest | null): void {
    if (test === this.test) return
    this.test = test
    this.changes.tell(this.view)
  }

  private changed(): void {
    this.tellEngine()
    this.changes.tell(this.view)
  }

  private tellEngine(): void {
    const use = soundUse(this.settings, this.devices ?? [])
    if (!this.engine.isRunning || isDeepStrictEqual(use, this.told)) return
    this.told = use
    // An engine that is gone gets it when it is back.
    this.engine.request('useSound', use).catch(() => null)
  }
}

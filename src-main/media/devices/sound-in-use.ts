import type { ListedDevice, SoundUse } from '@contract/ipc/media-protocol'
import {
  kindOf,
  type DeviceKind,
  type DeviceRole,
  type RememberedDevice,
  type SoundSettings
} from '@contract/settings/sound'
import { findBestMatchingDevice } from './find-best-matching-device'

/** What became of one choice. */
export interface DeviceOutcome {
  /** the chosen device, when it is connected */
  readonly chosen: ListedDevice | null
  /** what is used: the chosen device, or the system's default; null when nothing is known to be there */
  readonly inUse: ListedDevice | null
}

/** A chosen device that is not there is replaced by the system's default until it is back. */
export function deviceOutcome(
  kind: DeviceKind,
  remembered: RememberedDevice | null,
  devices: readonly ListedDevice[]
): DeviceOutcome {
  const chosen = remembered && findBestMatchingDevice(kind, remembered, devices)
  const byDefault = devices.find((device) => device.kind === kind && device.isDefault) ?? null
  return { chosen, inUse: chosen ?? byDefault }
}

/** A ringer that was not chosen, or is not there, is the speaker. */
export function roleOutcome(
  role: DeviceRole,
  settings: SoundSettings,
  devices: readonly ListedDevice[]
): DeviceOutcome {
  const outcome = deviceOutcome(kindOf(role), settings[role], devices)
  if (role !== 'ringer' || outcome.chosen) return outcome
  return deviceOutcome('speaker', settings.speaker, devices)
}

/** A speaker that was set louder or softer stays so. */
export function volumeOf(settings: SoundSettings, device: ListedDevice | null): number {
  const own = device && settings.volumes[device.label]
  return own ?? settings.volumePercent
}

/** A microphone that was made louder or softer stays so. */
export function microphoneGainDbOf(settings: SoundSettings, device: ListedDevice | null): number {
  const own = device && settings.microphoneGainsDb[device.label]
  return own ?? settings.microphoneGainDb
}

/** What the engine is told. */
export function soundUse(settings: SoundSettings, devices: readonly ListedDevice[]): SoundUse {
  const use = (role: DeviceRole) => {
    const { chosen, inUse } = roleOutcome(role, settings, devices)
    const identity = inUse ? `${inUse.id} ${inUse.group} ${inUse.label}` : ''
    return { id: chosen?.id ?? null, identity }
  }
  const volume = (role: DeviceRole) =>
    volumeOf(settings, roleOutcome(role, settings, devices).inUse)
  return {
    microphone: use('microphone'),
    speaker: use('speaker'),
    ringer: use('ringer'),
    volumePercent: volume('speaker'),
    ringerVolumePercent: volume('ringer'),
    microphoneGainDb: microphoneGainDbOf(
      settings,
      roleOutcome('microphone', settings, devices).inUse
    ),
    evenLoudness: settings.listening.evenLoudness,
    processing: settings.processing
  }
}

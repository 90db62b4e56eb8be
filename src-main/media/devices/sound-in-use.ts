import type { ListedDevice, SoundUse } from '@contract/ipc/media-protocol'
import type { DeviceKind, RememberedDevice, SoundSettings } from '@contract/settings/sound'
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

/** What the engine is told. */
export function soundUse(settings: SoundSettings, devices: readonly ListedDevice[]): SoundUse {
  const use = (kind: DeviceKind) => {
    const { chosen, inUse } = deviceOutcome(kind, settings[kind], devices)
    const identity = inUse ? `${inUse.id} ${inUse.group} ${inUse.label}` : ''
    return { id: chosen?.id ?? null, identity }
  }
  return {
    microphone: use('microphone'),
    speaker: use('speaker'),
    volumePercent: settings.volumePercent,
    processing: settings.processing
  }
}

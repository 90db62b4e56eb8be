import type { ListedDevice } from '@contract/ipc/media-protocol'
import type { DeviceKind } from '@contract/settings/sound'

/** The part of a MediaDeviceInfo that matters here. */
export interface DeviceInfo {
  readonly deviceId: string
  readonly kind: string
  readonly label: string
  readonly groupId: string
}

/** Chromium lists the system's choices a second time under these ids. */
const defaultId = 'default'
const communicationsId = 'communications'

/** What the browser lists, each device once, with the system's default marked or, when it is none of them, beside them. */
export function listedDevices(infos: readonly DeviceInfo[]): ListedDevice[] {
  return [...ofKind('microphone', infos, 'audioinput'), ...ofKind('speaker', infos, 'audiooutput')]
}

function ofKind(kind: DeviceKind, infos: readonly DeviceInfo[], mediaKind: string): ListedDevice[] {
  // Without permission there are no ids, and nothing could be chosen by them.
  const all = infos.filter((info) => info.kind === mediaKind && info.deviceId !== '')
  const devices = all.filter(({ deviceId }) => ![defaultId, communicationsId].includes(deviceId))
  const byDefault = all.find(({ deviceId }) => deviceId === defaultId)
  const meant = byDefault && behindDefault(byDefault, devices)
  const listed = devices.map((info) => describe(kind, info, info === meant))
  return byDefault && !meant ? [describe(kind, byDefault, true), ...listed] : listed
}

/** One group may hold two microphones, so the label is asked first: "Default - Headset (Jabra)". */
function behindDefault(byDefault: DeviceInfo, devices: readonly DeviceInfo[]) {
  return (
    devices.find(({ label }) => label !== '' && byDefault.label.endsWith(` - ${label}`)) ??
    devices.find(({ groupId }) => groupId !== '' && groupId === byDefault.groupId)
  )
}

function describe(kind: DeviceKind, info: DeviceInfo, isDefault: boolean): ListedDevice {
  return { id: info.deviceId, kind, label: info.label, group: info.groupId, isDefault }
}

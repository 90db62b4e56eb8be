import type { ListedDevice } from '@contract/ipc/media-protocol'
import type { DeviceKind, RememberedDevice } from '@contract/settings/sound'

/**
 * Finds a remembered device among those connected now: by its id, or by its label where the ids were salted anew. Of
 * several with one label, the one of the same group is meant, else the first.
 */
export function findBestMatchingDevice(
  kind: DeviceKind,
  remembered: RememberedDevice,
  devices: readonly ListedDevice[]
): ListedDevice | null {
  const candidates = devices.filter((device) => device.kind === kind)
  const same = candidates.find(({ id }) => id === remembered.id)
  if (same) return same
  if (remembered.label === '') return null
  const labelled = candidates.filter(({ label }) => label === remembered.label)
  const movedTo = candidates.filter(({ label }) => portless(label) === portless(remembered.label))
  return (
    labelled.find(({ group }) => group === remembered.group) ??
    labelled[0] ??
    // Two equal headsets on other ports: which one was meant cannot be known.
    (movedTo.length === 1 ? (movedTo[0] ?? null) : null)
  )
}

/** Windows numbers a USB device by its port: "Headset (2- Jabra EVOLVE 20)". */
function portless(label: string): string {
  return label.replace(/\(\d+- /, '(')
}

import type { ListedDevice } from '@contract/ipc/media-protocol'
import { listedDevices } from './listed-devices'

export async function listDevices(): Promise<ListedDevice[]> {
  return listedDevices(await navigator.mediaDevices.enumerateDevices())
}

/** Tells what is connected each time something came or went; the last list told is the newest. */
export function watchDevices(tell: (devices: readonly ListedDevice[]) => void): void {
  let changes = 0
  navigator.mediaDevices.addEventListener('devicechange', () => {
    const change = ++changes
    void listDevices().then((devices) => {
      if (change === changes) tell(devices)
    })
  })
}

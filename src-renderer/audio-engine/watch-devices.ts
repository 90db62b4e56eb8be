import type { ListedDevice } from '@contract/ipc/media-protocol'
import { listedDevices } from './listed-devices'

export async function listDevices(): Promise<ListedDevice[]> {
  return listedDevices(await navigator.mediaDevices.enumerateDevices())
}

/**
 * The browser tells of each kind of device by itself, and each list costs it as much as a capture that may be waiting to take
 * the place of a device that went.
 */
const settledAfterMs = 100

/** Tells what is connected after something came or went; the last list told is the newest. */
export function watchDevices(tell: (devices: readonly ListedDevice[]) => void): void {
  let changes = 0
  let timer = 0
  navigator.mediaDevices.addEventListener('devicechange', () => {
    const change = ++changes
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      void listDevices().then((devices) => {
        if (change === changes) tell(devices)
      })
    }, settledAfterMs)
  })
}

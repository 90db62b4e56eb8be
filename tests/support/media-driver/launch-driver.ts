import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildDriver } from './build-driver'
import { Driver } from './driver'
import { writeToneWav } from './tone-wav'

/** What the microphone hears, over and over. */
export interface HeardTone {
  readonly hz: number
  readonly seconds?: number
  readonly shape?: Parameters<typeof writeToneWav>[3]
}

/** A driver as the sources are now; what was built for it goes when it stops. @param tone - null: no microphone */
export async function launchDriver(
  tone: HeardTone | null,
  switches: readonly string[] = []
): Promise<Driver> {
  const folder = await buildDriver()
  const wav = tone && join(folder, 'tone.wav')
  if (wav) await writeToneWav(wav, tone.hz, tone.seconds ?? 2, tone.shape)
  const driver = await Driver.launch(folder, wav, switches)
  driver.whenStopped(() => rm(folder, { recursive: true, force: true }))
  return driver
}

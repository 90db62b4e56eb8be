import { setTimeout as pause } from 'node:timers/promises'
import { Adam } from '../scenario/adam'
import { demoStage } from '../scenario/stage'
import { engineStatistics } from './engine-statistics'
import type { Figure } from './figure'

const callMinutes = 10
const targetPercent = 0.05
const registeredWithinMs = 20_000

/** How much of what the manager hears in ten minutes of a call the engine had to make up (W3C WebRTC Statistics, concealedSamples). */
export async function measureSound(): Promise<readonly Figure[]> {
  const stage = await demoStage()
  try {
    await stage.parties.connect()
    const app = await stage.launch()
    try {
      await app.until('registered', registeredWithinMs, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const statistics = await engineStatistics(app.electron)
      const manager = new Adam(app, stage.extension)
      await manager.join('barge-in')
      await manager.until(({ phase }) => phase === 'supervising')
      // The beginning of a call is no measure of the rest of it.
      await pause(2_000)
      const before = await statistics()
      await pause(callMinutes * 60_000)
      const after = await statistics()
      const received = after.samplesReceived - before.samplesReceived
      const concealed = after.samplesConcealed - before.samplesConcealed
      if (received === 0) throw new Error('the engine received no sound')
      const value = Math.round((1e5 * concealed) / received) / 1e3
      return [{ name: 'sound.concealed-samples', value, unit: '%', target: targetPercent }]
    } finally {
      await app.close()
    }
  } finally {
    await stage.close()
  }
}

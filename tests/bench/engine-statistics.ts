import type { ElectronApplication } from '@playwright/test'
import { engineWindow } from './engine-ear'

interface EngineStatistics {
  readonly samplesReceived: number
  readonly samplesConcealed: number
}

/** @returns a function that reads what the engine's latest connection counted since it began */
export async function engineStatistics(
  electron: ElectronApplication
): Promise<() => Promise<EngineStatistics>> {
  const page = await engineWindow(electron)
  await page.evaluate(() => {
    const Connection = window.RTCPeerConnection
    const made = window as unknown as { latest?: RTCPeerConnection }
    window.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        made.latest = this
      }
    }
  })
  return () =>
    page.evaluate(async () => {
      const { latest } = window as unknown as { latest?: RTCPeerConnection }
      const found = { samplesReceived: 0, samplesConcealed: 0 }
      const report = await latest?.getStats()
      report?.forEach((stat: Record<string, unknown>) => {
        if (stat['type'] !== 'inbound-rtp') return
        found.samplesReceived += Number(stat['totalSamplesReceived'] ?? 0)
        found.samplesConcealed += Number(stat['concealedSamples'] ?? 0)
      })
      return found
    })
}

import type { ElectronApplication, Page } from '@playwright/test'
import { clockOffsetMs } from './page-clock'

/** Listens where the manager does: on the track that the hidden audio engine plays. */
export interface EngineEar {
  /** When the call was first heard since the last time, by our clock. */
  heardAt(): Promise<number>
  /** Forgets what was heard. */
  reset(): Promise<void>
}

interface EarState {
  heard: number | null
  waiting: ((at: number) => void) | null
}

/** Gives every connection that the engine will make a second listener for its track, looked at every 5 ms. */
export async function engineEar(electron: ElectronApplication): Promise<EngineEar> {
  const page = await engineWindow(electron)
  await page.evaluate(() => {
    const ear: EarState = { heard: null, waiting: null }
    ;(window as unknown as { ear: EarState }).ear = ear
    const context = new AudioContext({ latencyHint: 'interactive' })
    const Connection = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        this.addEventListener('track', ({ track }) => {
          const analyser = new AnalyserNode(context, { fftSize: 512 })
          context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
          const samples = new Float32Array(analyser.fftSize)
          const timer = setInterval(() => {
            if (track.readyState === 'ended') clearInterval(timer)
            analyser.getFloatTimeDomainData(samples)
            if (ear.heard !== null || !samples.some((value) => value > 0.02)) return
            ear.heard = performance.timeOrigin + performance.now()
            ear.waiting?.(ear.heard)
          }, 5)
        })
      }
    }
  })
  const offsetMs = await clockOffsetMs(page)
  return {
    async heardAt() {
      const at = await page.evaluate(() => {
        const { ear } = window as unknown as { ear: EarState }
        return ear.heard ?? new Promise<number>((resolve) => (ear.waiting = resolve))
      })
      return at - offsetMs
    },
    async reset() {
      await page.evaluate(() => {
        const { ear } = window as unknown as { ear: EarState }
        ear.heard = null
        ear.waiting = null
      })
    }
  }
}

export async function engineWindow(electron: ElectronApplication): Promise<Page> {
  const isEngine = (page: Page) => page.url().includes('/audio-engine/index.html')
  return (
    electron.windows().find(isEngine) ??
    electron.waitForEvent('window', { predicate: isEngine, timeout: 30_000 })
  )
}

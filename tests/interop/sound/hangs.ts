import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import type { Fault } from './faults'
import type { SoundDesk } from './sound-desk'

/** Longer than the app takes to notice, because the sound of a page that is busy goes on until then. */
const noticedWithinMs = 3_000

/** What neither answers nor goes. */
export const hangs: readonly Fault[] = [
  { name: 'audio engine hangs: its page', happen: busyEngine },
  { name: 'audio engine hangs: the whole process', happen: stoppedEngine },
  { name: 'media relay hangs: the whole process', happen: stoppedRelay }
]

async function busyEngine({ app }: SoundDesk): Promise<void> {
  await app.electron.evaluate(({ webContents }) => {
    const engine = webContents
      .getAllWebContents()
      .find((each) => each.getURL().includes('/audio-engine/index.html'))
    if (!engine) throw new Error('no audio engine')
    // Never answered, not even when the page is gone.
    void engine.executeJavaScript('for (;;);')
  })
  await setTimeoutPromise(noticedWithinMs)
}

async function stoppedEngine({ app }: SoundDesk): Promise<void> {
  await app.electron.evaluate(({ webContents }) => {
    const engine = webContents
      .getAllWebContents()
      .find((each) => each.getURL().includes('/audio-engine/index.html'))
    if (!engine) throw new Error('no audio engine')
    process.kill(engine.getOSProcessId(), 'SIGSTOP')
  })
  await setTimeoutPromise(noticedWithinMs)
}

async function stoppedRelay({ app }: SoundDesk): Promise<void> {
  await app.electron.evaluate(({ app: electronApp }) => {
    const relay = electronApp.getAppMetrics().find(({ name }) => name === 'Coachline media relay')
    if (!relay) throw new Error('no relay')
    process.kill(relay.pid, 'SIGSTOP')
  })
  await setTimeoutPromise(noticedWithinMs)
}

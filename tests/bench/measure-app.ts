import type { HudSettings } from '@contract/settings/hud'
import { Adam } from '../scenario/adam'
import { demoStage } from '../scenario/stage'
import { engineEar } from './engine-ear'
import type { Figure } from './figure'
import { measureJoins } from './joins'
import { keyPresses } from './key-presses'
import { watchClicks } from './page-clock'
import { waitForNobody } from './other-computer'
import { measureSwitches, type Asking } from './switches'

/** The real application on the demo PBX, from a hand to the wire and from the wire to an ear. */
export async function measureApp(samples: number): Promise<readonly Figure[]> {
  const stage = await demoStage()
  try {
    await stage.parties.connect()
    const app = await stage.launch()
    const keys = keyPresses()
    const asBefore = waitForNobody()
    try {
      await app.until('registered', 20_000, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const manager = new Adam(app, stage.extension)
      const ear = await engineEar(app.electron)
      const lastClickAt = await watchClicks(app.page)
      const clicks: Asking = {
        name: 'click',
        ask: (mode) => manager.click(mode),
        askedAt: lastClickAt
      }
      const showSmallWindow = (shown: HudSettings['shown']) =>
        app.command('hud.set', { shown, hiddenFromCapture: true })
      await showSmallWindow('always')
      const beside: Asking = { ...keys, name: 'key-and-small-window' }
      const besideSmallWindow = await measureSwitches(stage, manager, beside, samples)
      await showSmallWindow('never')
      return [
        ...besideSmallWindow,
        ...(await measureSwitches(stage, manager, keys, samples)),
        ...(await measureSwitches(stage, manager, clicks, samples)),
        ...(await measureJoins(stage, manager, ear, lastClickAt, samples))
      ]
    } finally {
      asBefore()
      keys.close()
      await app.close()
    }
  } finally {
    await stage.close()
  }
}

import type { Page } from '@playwright/test'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import { stageHistory } from './stage-history'
import { stageSnapshot, stageSupervising } from './stage-snapshot'

const smallest = { width: 720, height: 520 }

const openHistory = (page: Page) => page.getByRole('button', { name: 'History' }).click()

async function openRow(page: Page, name: RegExp): Promise<void> {
  await openHistory(page)
  await page.getByRole('button', { name }).click()
}

function historyScene(
  name: string,
  act: (page: Page) => Promise<void>,
  more: Partial<Scene> & { slices?: (now: number) => Partial<Slices> } = {}
): Scene {
  const { slices, ...scene } = more
  return {
    name,
    snapshot: (now) => stageSnapshot(now, { history: stageHistory(now), ...slices?.(now) }),
    act,
    ...scene
  }
}

/** The supervisions that are over. */
export const historyScenes: readonly Scene[] = [
  historyScene('history', openHistory),
  historyScene('history-smallest', openHistory, smallest),
  historyScene('history-empty', openHistory, { slices: () => ({ history: [] }) }),
  historyScene('history-details', (page) => openRow(page, /John Reyes/)),
  historyScene('history-details-refused', (page) => openRow(page, /Priya Raman/)),
  historyScene('history-details-lost', (page) => openRow(page, /Bartholomew/), smallest),
  historyScene('history-in-a-call', openHistory, {
    slices: (now) => ({ supervision: stageSupervising(now) })
  }),
  historyScene('history-nothing-found', async (page) => {
    await openHistory(page)
    await page.getByLabel('Search agent or customer').fill('Zoë')
  }),
  historyScene(
    'history-clear',
    async (page) => {
      await openHistory(page)
      await page.getByRole('button', { name: 'Clear' }).click()
      await page.getByRole('dialog').waitFor()
    },
    { asked: [] }
  )
]

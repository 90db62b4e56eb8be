import type { Page } from '@playwright/test'
import type { Scene } from './scene'
import { stageSnapshot } from './stage-snapshot'
import { emptyTrace, stageTrace } from './stage-trace'

const openDiagnostics = async (page: Page) => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Diagnostics' }).click()
}
const openSupervision = async (page: Page) => {
  await openDiagnostics(page)
  await page.getByRole('row', { name: /\*90744/ }).click()
}
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const snapshot = (now: number) => stageSnapshot(now)

/** The SIP trace, from off to full, and one call as a ladder. */
export const diagnosticsScenes: readonly Scene[] = [
  { name: 'diagnostics-off', snapshot, answers: emptyTrace(false), act: openDiagnostics },
  { name: 'diagnostics-waiting', snapshot, answers: emptyTrace(true), act: openDiagnostics },
  {
    name: 'diagnostics-list',
    snapshot,
    answers: stageTrace(),
    act: async (page) => {
      await openDiagnostics(page)
      await page.getByRole('row', { name: /\*90751/ }).hover()
      await page.getByRole('grid').focus()
      await press(page, 'ArrowDown')
    }
  },
  {
    name: 'diagnostics-full-smallest',
    width: 720,
    height: 520,
    snapshot,
    answers: stageTrace(400, { dropped: 1_204 }),
    act: async (page) => {
      await openDiagnostics(page)
      await page.getByRole('button', { name: 'Pause the view' }).click()
      await page.getByRole('grid').focus()
      await press(page, 'End', 'ArrowUp', 'ArrowUp')
    }
  },
  {
    name: 'diagnostics-no-match',
    snapshot,
    answers: stageTrace(),
    act: async (page) => {
      await openDiagnostics(page)
      await page.getByRole('searchbox').fill('nobody')
    }
  },
  { name: 'diagnostics-ladder', snapshot, answers: stageTrace(), act: openSupervision },
  {
    name: 'diagnostics-ladder-message',
    snapshot,
    answers: stageTrace(),
    act: async (page) => {
      await openSupervision(page)
      await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
      await page.getByText('Max-Forwards: 70').waitFor()
    }
  },
  {
    name: 'diagnostics-ladder-smallest',
    width: 720,
    height: 520,
    snapshot,
    answers: stageTrace(),
    act: openSupervision
  },
  {
    name: 'does-record-pause-clear-and-export',
    snapshot,
    answers: stageTrace(),
    act: async (page) => {
      await openDiagnostics(page)
      await page.getByRole('switch', { name: 'Record SIP messages' }).click()
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitem', { name: 'For Wireshark' }).click()
      await page.getByRole('button', { name: 'Pause the view' }).click()
      await page.getByText('Paused').waitFor()
      await page.getByRole('button', { name: 'Forget all messages' }).click()
      await page.getByText('Paused').waitFor({ state: 'hidden' })
    },
    asked: [
      { name: 'diagnostics.setSipTrace', input: { on: false } },
      { name: 'diagnostics.exportTrace', input: { format: 'capture' } },
      { name: 'diagnostics.clearTrace' }
    ]
  },
  {
    name: 'does-read-a-ladder-by-keyboard',
    snapshot,
    answers: stageTrace(),
    act: async (page) => {
      await openDiagnostics(page)
      await page.getByRole('grid').focus()
      await press(page, 'ArrowDown', 'ArrowDown', 'Enter')
      await page.getByRole('treegrid').waitFor()
      await press(page, 'ArrowDown', 'Enter')
      await page.getByText('Max-Forwards: 70').waitFor()
      await press(page, 'Enter', 'Escape')
      await page.getByRole('row', { name: /\*90751/, selected: true }).waitFor()
    },
    asked: [{ name: 'diagnostics.readMessage', input: { id: 23 } }]
  }
]

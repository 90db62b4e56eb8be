import { failure } from '@contract/errors/reasons'
import type { BellsView } from '@contract/ipc/bells-view'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import { stageExtensions } from './stage-people'
import { stageCustomer, stageSnapshot } from './stage-snapshot'

const customerId = stageCustomer.id

const bells = (part: Partial<BellsView> = {}): BellsView => ({
  waiting: [
    { customerId, extension: '744', afterThisCall: true },
    { customerId, extension: '745', afterThisCall: false },
    // Another customer's extension of the same number is another extension.
    { customerId: 'contoso', extension: '747', afterThisCall: false }
  ],
  desktopNotifications: true,
  shown: null,
  ...part
})

const rang: Slices['notices'] = [
  {
    id: 'monitoring.on-call northwind 746',
    severity: 'info',
    failure: failure('monitoring.on-call', { name: 'Lars Adeyemi', extension: '746' })
  }
]

/** Being told of the next call of an extension. */
export const bellScenes: readonly Scene[] = [
  {
    name: 'bells',
    snapshot: (now) => stageSnapshot(now, { bells: bells() }),
    act: async (page) => {
      const row = page.getByRole('row', { name: /748/ })
      await row.getByRole('button', { name: /^Tell me/ }).hover()
      await page.getByRole('tooltip', { includeHidden: true }).waitFor()
    }
  },
  {
    name: 'bells-rang-smallest',
    width: 720,
    height: 520,
    snapshot: (now) => stageSnapshot(now, { bells: bells(), notices: rang })
  },
  {
    name: 'narrow-bells',
    width: 360,
    height: 640,
    snapshot: (now) => stageSnapshot(now, { bells: bells(), notices: rang })
  },
  {
    name: 'bells-menu',
    snapshot: (now) => stageSnapshot(now, { bells: bells() }),
    act: async (page) => {
      await page.getByRole('row', { name: /746/ }).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Tell me of the call after this one' }).hover()
    }
  },
  {
    name: 'does-set-bells',
    snapshot: (now) => stageSnapshot(now, { bells: bells() }),
    act: async (page) => {
      const bell = (name: string) =>
        page.getByRole('button', { name: `Tell me when ${name} is on a call` })
      await bell('Anna Weber').click()
      await page.getByText('You are told of the next call of Anna Weber.').waitFor()
      // Anna's line is the selected one.
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('n')
      await page
        .getByText('Lars Adeyemi is on a call. You are told of the one after it.')
        .waitFor({ state: 'attached' })
      // One that waits is taken back, here by the menu key.
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Shift+F10')
      await page.getByRole('menuitem', { name: 'Do not tell me any more' }).click()
      await page.getByRole('treegrid').and(page.locator(':focus')).waitFor()
    },
    asked: [
      { name: 'bells.set', input: { customerId, extension: '747', on: true } },
      { name: 'bells.set', input: { customerId, extension: '746', on: true } },
      { name: 'bells.set', input: { customerId, extension: '745', on: false } }
    ]
  },
  {
    name: 'does-show-whom-it-rang-for',
    snapshot: (now) =>
      stageSnapshot(now, {
        extensions: stageExtensions(2_000, now),
        bells: bells({ shown: { customerId, extension: '1999', at: now } })
      }),
    act: async (page) => {
      const row = page.getByRole('row', { name: /1999/ })
      await row.and(page.locator('[data-active]')).waitFor()
      await page.getByRole('treegrid').and(page.locator(':focus')).waitFor()
    },
    asked: []
  }
]

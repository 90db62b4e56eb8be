import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
import { fail } from '@contract/ipc/result'
import { defaultHotkeys } from '@contract/settings/hotkeys'
import type { Scene } from './scene'
import { lostSupervision, stageCustomer, stageSnapshot, stageSupervising } from './stage-snapshot'

const openSettings = (page: Page) => page.getByRole('button', { name: 'Settings' }).click()
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

/** What a person does, and exactly what main is asked because of it. */
export const behaviourScenes: readonly Scene[] = [
  {
    name: 'does-join-by-keyboard',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('treegrid').focus()
      await press(page, 'ArrowDown', 'w')
    },
    asked: [{ name: 'supervision.join', input: { extension: '744', mode: 'whisper' } }]
  },
  {
    name: 'does-keep-the-focus-in-the-list',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('button', { name: 'Spy on John Miller' }).focus()
      await press(page, 'Enter')
      await page.locator('[role="treegrid"]:focus').waitFor()
    },
    asked: [{ name: 'supervision.join', input: { extension: '744', mode: 'spy' } }]
  },
  {
    name: 'does-keep-the-focus-between-screens',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings' }).focus()
      await press(page, 'Enter')
      await page.getByRole('button', { name: 'Back' }).and(page.locator(':focus')).waitFor()
      await press(page, 'Enter')
      await page.locator('[role="treegrid"]:focus').waitFor()
    },
    asked: []
  },
  {
    name: 'does-announce-who-hears',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: stageSupervising(now, {
          mode: 'whisper',
          knowledge: 'sent',
          microphone: 'open',
          whoHears: { agent: 'may-hear', client: 'does-not-hear' }
        })
      }),
    act: async (page) => {
      const live = page.locator(':is([role="status"], [aria-live="polite"])')
      for (const words of [
        'Whisper · sent',
        'Microphone open',
        'Agent may hear you',
        'Client does not hear you'
      ])
        await live.filter({ hasText: words }).waitFor()
    },
    asked: []
  },
  {
    name: 'does-join-by-click',
    snapshot: (now) => stageSnapshot(now),
    act: (page) => page.getByRole('button', { name: 'Barge-in with Lars Adeyemi' }).click(),
    asked: [{ name: 'supervision.join', input: { extension: '746', mode: 'barge-in' } }]
  },
  {
    name: 'does-not-join-who-is-idle',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      const spy = page.getByRole('button', { name: 'Spy on Chloé Núñez' })
      await spy.click({ force: true })
      await page.getByRole('treegrid').focus()
      await press(page, 'Enter')
    },
    asked: []
  },
  {
    name: 'does-not-join-without-registration',
    snapshot: (now) => stageSnapshot(now, { registration: { kind: 'registering' } }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Spy on John Miller' }).click({ force: true })
      await page.getByRole('treegrid').focus()
      await press(page, 'Enter')
    },
    asked: []
  },
  {
    name: 'does-steer-a-supervision',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: stageSupervising(now, {
          mode: 'whisper',
          knowledge: 'sent',
          microphone: 'open'
        })
      }),
    act: async (page) => {
      const dock = page.getByRole('region', { name: 'Supervision' })
      await dock.getByRole('button', { name: 'Whisper', exact: true }).click()
      await dock.getByRole('button', { name: 'Spy', exact: true }).click()
      await dock.getByRole('button', { name: 'Send again' }).click()
      await press(page, 'm')
      await dock.getByRole('button', { name: 'Hang up' }).click()
    },
    asked: [
      { name: 'supervision.changeMode', input: { mode: 'spy' } },
      { name: 'supervision.sendAgain' },
      { name: 'supervision.setMuted', input: { muted: true } },
      { name: 'supervision.hangUp' }
    ]
  },
  {
    name: 'does-rejoin-what-was-lost',
    snapshot: (now) => lostSupervision(now),
    act: (page) => page.getByRole('button', { name: 'Rejoin John Miller (Whisper)' }).click(),
    asked: [{ name: 'supervision.join', input: { extension: '744', mode: 'whisper' } }]
  },
  {
    name: 'does-not-rejoin-without-registration',
    snapshot: (now) => lostSupervision(now, { registration: { kind: 'registering' } }),
    act: (page) =>
      page.getByRole('button', { name: 'Rejoin John Miller (Whisper)' }).click({ force: true }),
    asked: []
  },
  {
    name: 'does-not-mute-a-closed-microphone',
    snapshot: (now) => stageSnapshot(now, { supervision: stageSupervising(now) }),
    act: async (page) => {
      await press(page, 'm')
      await page.getByRole('button', { name: 'Mute' }).click({ force: true })
      await page.getByRole('searchbox').fill('m')
    },
    asked: []
  },
  {
    name: 'does-add-the-first-customer',
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: { list: [], activeId: null, supervisedId: null },
        extensions: [],
        registration: { kind: 'unregistered' }
      }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Enter the account' }).click()
      await page.getByLabel('Name of the customer').fill('Northwind')
      await page.getByLabel('Server or domain').fill('pbx.northwind.example')
      await page.getByLabel('User', { exact: true }).fill('701')
      await page.getByRole('textbox', { name: 'Password' }).fill('secret')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved', { exact: true }).waitFor()
    },
    asked: [
      {
        name: 'customers.save',
        input: {
          name: 'Northwind',
          account: { user: '701', domain: 'pbx.northwind.example', transport: 'udp' },
          password: 'secret',
          huntGroups: [],
          hotkeys: defaultHotkeys
        }
      },
      { name: 'customers.activate' }
    ]
  },
  {
    name: 'does-show-a-pbx-that-was-added-in-the-demo',
    snapshot: (now) =>
      stageSnapshot(now, { app: { version: '0.1.0', platform: 'linux', demo: true } }),
    act: async (page) => {
      await page.getByRole('button', { name: /^Customer/ }).click()
      await page.getByRole('menuitem', { name: 'Add a customer…' }).click()
      await page.getByLabel('Name of the customer').fill('Northwind')
      await page.getByLabel('Server or domain').fill('pbx.northwind.example')
      await page.getByLabel('User', { exact: true }).fill('701')
      await page.getByRole('textbox', { name: 'Password' }).fill('secret')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved', { exact: true }).waitFor()
    },
    asked: [{ name: 'customers.save' }, { name: 'customers.activate' }]
  },
  {
    name: 'does-keep-what-is-typed-while-it-saves',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings' }).click()
      const name = page.getByLabel('Name of the customer')
      await name.fill('Northwind East')
      await page.evaluate(() => {
        window.stage.answer(
          'customers.save',
          () =>
            new Promise((resolve) => {
              addEventListener('saved', () => resolve({ ok: true, value: null }), { once: true })
            })
        )
      })
      await page.getByRole('button', { name: 'Save' }).click()
      await name.fill('Northwind West')
      await page.evaluate(() => dispatchEvent(new Event('saved')))
      await page.getByText('Not saved yet').waitFor()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.evaluate(() => dispatchEvent(new Event('saved')))
      await page.getByText('Saved', { exact: true }).waitFor()
    },
    asked: [
      { name: 'customers.save', input: { name: 'Northwind East' } },
      { name: 'customers.save', input: { name: 'Northwind West' } }
    ]
  },
  {
    name: 'does-save-hotkeys-alone',
    snapshot: (now) => stageSnapshot(now, { supervision: stageSupervising(now) }),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('tab', { name: 'Hotkeys' }).click()
      await page.getByRole('button', { name: 'Change the hotkey: Switch to Spy' }).click()
      await press(page, 'Control+Shift+F9')
      await page.getByRole('button', { name: 'Save' }).click()
    },
    asked: [
      {
        name: 'customers.saveHotkeys',
        input: {
          id: stageCustomer.id,
          hotkeys: { ...defaultHotkeys, spy: 'CommandOrControl+Shift+F9' }
        }
      }
    ]
  },
  {
    name: 'does-say-why-it-was-not-saved',
    snapshot: (now) => stageSnapshot(now),
    answers: { 'customers.save': fail(failure('settings.in-supervision')) },
    act: async (page) => {
      await openSettings(page)
      await page.getByLabel('Name of the customer').fill('Northwind GmbH')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('This cannot be changed during a call. Hang up first.').waitFor()
    },
    asked: [{ name: 'customers.save', input: { name: 'Northwind GmbH' } }]
  },
  {
    name: 'does-bring-back-what-was-removed',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('tab', { name: 'Hunt groups' }).click()
      await page.getByRole('button', { name: 'Remove this hunt group' }).click()
      await page.getByText('“Customer care” removed').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('button', { name: /^Customer care/ }).waitFor()
    },
    asked: []
  },
  {
    name: 'does-delete-a-customer-when-confirmed',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Delete customer' }).click()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
    },
    asked: [{ name: 'customers.remove', input: { id: stageCustomer.id } }]
  },
  {
    name: 'does-show-what-was-clicked-in-vain',
    snapshot: (now) => stageSnapshot(now),
    answers: { 'supervision.join': fail(failure('media.not-started')) },
    act: async (page) => {
      await page.getByRole('button', { name: 'Spy on John Miller' }).click()
      await page.getByText('The audio part of Coachline did not start.').waitFor()
      await page.getByRole('button', { name: 'Dismiss this notice' }).click()
      await page
        .getByText('The audio part of Coachline did not start.')
        .waitFor({ state: 'hidden' })
    },
    asked: [{ name: 'supervision.join', input: { extension: '744', mode: 'spy' } }]
  },
  {
    name: 'does-choose-a-microphone',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Sound' }).click()
      await page.getByRole('combobox', { name: 'Microphone' }).click()
      await page.getByRole('option', { name: 'Jabra Evolve2 65' }).click()
    },
    asked: [{ name: 'sound.choose', input: { role: 'microphone', id: 'mic-headset' } }]
  },
  {
    name: 'does-remember-the-search',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await press(page, 'Control+F')
      await page.keyboard.type('weber')
      await page.reload()
      await page.getByText('Anna Weber').waitFor()
      await page.getByText('John Miller').waitFor({ state: 'hidden' })
    },
    asked: []
  }
]

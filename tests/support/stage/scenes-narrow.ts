import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import { stageHistory } from './stage-history'
import { stageExtensions } from './stage-people'
import { helen, stageCall, stagePhone, stageRinging } from './stage-phone'
import {
  lostSupervision,
  stageSnapshot,
  stageSupervising,
  type Supervising
} from './stage-snapshot'
import { stageTrace } from './stage-trace'

const strip = { width: 360, height: 640 }
/** the smallest window of before, with its text a quarter larger */
const enlarged = { width: 576, height: 416 }

const whisper: Partial<Supervising> = {
  mode: 'whisper',
  knowledge: 'sent',
  microphone: 'open',
  whoHears: { agent: 'may-hear', client: 'does-not-hear' }
}
const longName = 'Maximilian-Alexander von Hohenzollern-Sigmaringen'
const openSettings = (page: Page) => page.getByRole('button', { name: 'Settings' }).click()
const openTab = async (page: Page, name: string) => {
  await openSettings(page)
  await page.getByRole('tab', { name }).click()
}

function narrow(
  name: string,
  part: (now: number) => Partial<Slices>,
  more: Partial<Scene> = {}
): Scene {
  return {
    name: `narrow-${name}`,
    snapshot: (now) => stageSnapshot(now, part(now)),
    ...strip,
    ...more
  }
}

/** Beside the program that the manager works in, or with large text. */
export const narrowScenes: readonly Scene[] = [
  narrow('list', () => ({})),
  narrow('list-enlarged', () => ({}), enlarged),
  narrow('list-offline', (now) => ({
    extensions: stageExtensions(24, now).map((row) => ({ ...row, stale: true })),
    registration: { kind: 'retrying', reason: 'no-answer', nextAttemptAt: now + 23_500 }
  })),
  narrow('whisper', (now) => ({ supervision: stageSupervising(now, whisper) })),
  narrow('whisper-enlarged', (now) => ({ supervision: stageSupervising(now, whisper) }), enlarged),
  narrow('long-names', (now) => ({
    extensions: stageExtensions(24, now).map((row, index) => ({
      ...row,
      ...(index === 0 && { name: longName, extension: '744001234567890' }),
      ...(index === 1 && { name: 'فاطمة بنت محمد الزهراء', status: 'on-call' as const })
    })),
    supervision: stageSupervising(now, {
      target: { extension: '744001234567890', name: longName },
      failure: failure('microphone.in-use')
    })
  })),
  narrow('training', (now) => ({
    app: { version: '0.1.0', platform: 'linux', demo: true },
    supervision: stageSupervising(now, whisper),
    training: { extension: '744', agentName: 'John Miller', agentDbfs: -23, clientDbfs: -99 }
  })),
  { ...narrow('lost', () => ({})), snapshot: lostSupervision },
  narrow('first-run', () => ({
    customers: { list: [], activeId: null, supervisedId: null },
    extensions: [],
    registration: { kind: 'unregistered' }
  })),
  narrow('calls', (now) => ({
    phone: stagePhone({ calls: [stageCall(now), stageRinging(now, { party: helen })] })
  })),
  narrow('dialer', () => ({}), {
    act: (page) => page.getByRole('button', { name: /^Phone/ }).click()
  }),
  narrow('history', (now) => ({ history: stageHistory(now) }), {
    act: async (page) => {
      await page.getByRole('button', { name: 'History' }).click()
      await page.getByRole('button', { name: /John Reyes/ }).click()
    }
  }),
  narrow('settings-account', () => ({}), {
    act: async (page) => {
      await openSettings(page)
      await page.getByLabel('Name of the customer').fill('Northwind')
    }
  }),
  narrow('settings-dialing', () => ({}), { act: (page) => openTab(page, 'Dialing rules') }),
  narrow('settings-groups', () => ({}), { act: (page) => openTab(page, 'Hunt groups') }),
  narrow('settings-hotkeys', () => ({}), { act: (page) => openTab(page, 'Hotkeys') }),
  narrow('settings-sound', () => ({}), {
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Sound' }).click()
    }
  }),
  narrow(
    'settings-appearance',
    () => ({ app: { version: '0.1.0', platform: 'darwin', demo: false } }),
    {
      act: async (page) => {
        await openSettings(page)
        await page.getByRole('button', { name: 'Appearance' }).click()
      }
    }
  ),
  narrow('diagnostics', () => ({}), {
    answers: stageTrace(),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Diagnostics' }).click()
      await page.getByRole('row', { name: /\*90744/ }).waitFor()
    }
  })
]

import type { Slices } from '@contract/ipc/snapshot'
import { failure } from '@contract/errors/reasons'
import { fail } from '@contract/ipc/result'
import type { Scene } from './scene'
import { stageExtensions } from './stage-people'
import { stageCustomer, stageSnapshot } from './stage-snapshot'

const nobody = { list: [], activeId: null, supervisedId: null }

const cutName = 'Bartholomew Featherstonehaugh-Cholmondeley of Marjoribanks'

const stageNotices: Slices['notices'] = [
  { id: '1', severity: 'error', failure: failure('microphone.denied') },
  {
    id: '2',
    severity: 'warning',
    failure: failure('hotkey.not-registered', { accelerator: 'Ctrl+Alt+1' })
  },
  {
    id: '3',
    severity: 'info',
    failure: failure('settings.file-newer', { file: 'settings.kept-2026-11-23.json' })
  },
  { id: '4', severity: 'error', failure: failure('media.relay-lost') }
]

/** First run and everything about the list. */
export const listScenes: readonly Scene[] = [
  {
    name: 'first-run',
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: nobody,
        extensions: [],
        registration: { kind: 'unregistered' }
      })
  },
  {
    name: 'first-run-starting',
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: nobody,
        extensions: [],
        registration: { kind: 'unregistered' }
      }),
    answers: { 'demo.start': 'never' },
    act: (page) => page.getByRole('button', { name: 'Start the demo' }).click()
  },
  {
    name: 'first-run-failed',
    width: 720,
    height: 520,
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: nobody,
        extensions: [],
        registration: { kind: 'unregistered' }
      }),
    answers: { 'demo.start': fail(failure('demo.port-in-use')) },
    act: (page) => page.getByRole('button', { name: 'Start the demo' }).click()
  },
  {
    name: 'first-run-notice',
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: nobody,
        extensions: [],
        registration: { kind: 'unregistered' },
        notices: stageNotices.slice(0, 1)
      }),
    // It must not lie on what is to be pressed.
    act: (page) => page.getByRole('button', { name: 'Start the demo' }).click({ trial: true })
  },
  { name: 'list', snapshot: (now) => stageSnapshot(now) },
  {
    name: 'list-hover-idle',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      const row = page.getByRole('row', { name: /745/ })
      await row.getByRole('button', { name: /^Spy on/ }).hover()
      await page.getByRole('tooltip', { includeHidden: true }).waitFor()
    }
  },
  {
    name: 'list-keyboard',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('treegrid').focus()
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
    }
  },
  {
    name: 'forced-colors-list',
    forcedColors: true,
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('ArrowDown')
    }
  },
  {
    name: 'list-cut-name',
    snapshot: (now) =>
      stageSnapshot(now, {
        extensions: stageExtensions(24, now).map((row, index) =>
          index === 1 ? { ...row, name: cutName } : row
        )
      }),
    act: async (page) => {
      await page.getByText(cutName).hover()
      await page.getByRole('tooltip', { includeHidden: true }).getByText(cutName).waitFor()
    }
  },
  { name: 'list-smallest', width: 720, height: 520, snapshot: (now) => stageSnapshot(now) },
  {
    name: 'list-2000',
    snapshot: (now) => stageSnapshot(now, { extensions: stageExtensions(2000, now) }),
    act: async (page) => {
      await page.getByRole('treegrid').focus()
      for (let press = 0; press < 34; press++) await page.keyboard.press('PageDown')
    }
  },
  {
    name: 'list-search-on-call',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.keyboard.press('Control+F')
      await page.keyboard.type('sup')
      await page.getByRole('button', { name: /^On a call/ }).click()
    }
  },
  {
    name: 'list-no-match',
    snapshot: (now) => stageSnapshot(now),
    act: (page) => page.getByRole('searchbox').fill('zzz')
  },
  {
    name: 'list-empty',
    snapshot: (now) => stageSnapshot(now, { extensions: [] })
  },
  {
    name: 'list-offline',
    snapshot: (now) =>
      stageSnapshot(now, {
        extensions: stageExtensions(24, now).map((row) => ({ ...row, stale: true })),
        registration: { kind: 'retrying', reason: 'no-answer', nextAttemptAt: now + 23_500 }
      })
  },
  {
    name: 'list-refused',
    width: 720,
    height: 520,
    snapshot: (now) =>
      stageSnapshot(now, {
        extensions: stageExtensions(24, now).map((row) => ({
          ...row,
          status: 'unknown',
          since: null,
          remote: null
        })),
        registration: {
          kind: 'refused',
          reason: 'wrong-password',
          statusCode: 403,
          reasonPhrase: 'Wrong password',
          nextAttemptAt: null
        }
      })
  },
  {
    name: 'list-supervision-off',
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: {
          list: [{ ...stageCustomer, callSupervision: false }],
          activeId: 'northwind',
          supervisedId: null
        }
      })
  },
  {
    name: 'loading',
    snapshot: (now) => stageSnapshot(now),
    answers: { 'snapshot.get': 'never' }
  },
  {
    name: 'snapshot-failed',
    snapshot: (now) => stageSnapshot(now),
    answers: { 'snapshot.get': fail(failure('app.internal')) }
  },
  {
    name: 'notices',
    snapshot: (now) => stageSnapshot(now, { notices: stageNotices })
  },
  {
    name: 'notices-kept-behind-the-bell',
    snapshot: (now) => stageSnapshot(now, { notices: stageNotices }),
    act: async (page) => {
      await page.getByRole('button', { name: '4 notices' }).click()
    }
  },
  {
    name: 'notices-none',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await page.getByRole('button', { name: 'Notices' }).click()
    }
  }
]

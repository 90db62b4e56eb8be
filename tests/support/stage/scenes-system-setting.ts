import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
import { fail } from '@contract/ipc/result'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import { stageCall } from './stage-phone'
import { stageSnapshot, stageSupervising } from './stage-snapshot'

const windows: Slices['app'] = { version: '0.1.0', platform: 'win32', demo: false }
const mac: Slices['app'] = { version: '0.1.0', platform: 'darwin', demo: false }
const denied = failure('microphone.denied')
const privacy = { name: 'system.openSetting', input: { setting: 'microphone-privacy' } } as const

const openPrivacy = (page: Page) =>
  page.getByRole('button', { name: 'Open privacy settings' }).first().click()
const testMicrophone = async (page: Page) => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Sound' }).click()
  await page.getByRole('button', { name: 'Test the microphone' }).click()
}

/** Every place that says that the microphone could not be opened leads to where it can be allowed. */
export const systemSettingScenes: readonly Scene[] = [
  {
    name: 'system-setting-dock',
    snapshot: (now) =>
      stageSnapshot(now, { app: windows, supervision: stageSupervising(now, { failure: denied }) })
  },
  {
    name: 'system-setting-notice',
    snapshot: (now) =>
      stageSnapshot(now, {
        app: mac,
        notices: [{ id: 'microphone', failure: denied, severity: 'error' }]
      })
  },
  {
    name: 'system-setting-result',
    snapshot: (now) =>
      stageSnapshot(now, {
        app: windows,
        supervision: {
          phase: 'idle',
          last: {
            target: { extension: '744', name: 'John Miller' },
            mode: 'whisper',
            by: 'failed',
            failure: failure('microphone.in-use'),
            quality: null
          }
        }
      })
  },
  {
    name: 'system-setting-call',
    snapshot: (now) =>
      stageSnapshot(now, {
        app: mac,
        phone: { calls: [stageCall(now, { failure: denied })], over: null, recent: [] }
      })
  },
  {
    name: 'system-setting-sound',
    width: 720,
    height: 520,
    snapshot: (now) => stageSnapshot(now, { app: windows }),
    answers: { 'sound.testMicrophone': fail(denied) },
    act: testMicrophone
  },
  ...(['dock', 'notice', 'call'] as const).map((place): Scene => ({
    name: `system-setting-${place}-asked`,
    snapshot: (now) =>
      stageSnapshot(now, {
        app: mac,
        ...(place === 'dock' && { supervision: stageSupervising(now, { failure: denied }) }),
        ...(place === 'notice' && {
          notices: [{ id: 'microphone', failure: denied, severity: 'error' }]
        }),
        ...(place === 'call' && {
          phone: { calls: [stageCall(now, { failure: denied })], over: null, recent: [] }
        })
      }),
    act: openPrivacy,
    asked: [privacy]
  })),
  {
    name: 'system-setting-sound-asked',
    snapshot: (now) => stageSnapshot(now, { app: windows }),
    answers: { 'sound.testMicrophone': fail(denied) },
    act: async (page) => {
      await testMicrophone(page)
      await openPrivacy(page)
    },
    asked: [{ name: 'sound.testMicrophone' }, privacy]
  }
]

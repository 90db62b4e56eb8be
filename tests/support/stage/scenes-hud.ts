import { failure } from '@contract/errors/reasons'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import {
  lostSupervision,
  stageSlices,
  stageSnapshot,
  stageSupervising,
  type Supervising
} from './stage-snapshot'

/** As main makes it; where the page wants more, main makes it higher, and so does the scene. */
const small = { window: 'hud', width: 340, height: 139 } as const
const withProblem = { height: 184 }

type HudScene = Partial<Scene> & { slices?: Partial<Slices> }

function hud(name: string, part: Partial<Supervising>, more: HudScene = {}): Scene {
  const { slices, ...scene } = more
  return {
    name: `hud-${name}`,
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: stageSupervising(now, part),
        hotkeys: stageSlices(now).hotkeys.map((hotkey) => ({ ...hotkey, state: 'registered' })),
        ...slices
      }),
    ...small,
    ...scene
  }
}

const whisper: Partial<Supervising> = {
  mode: 'whisper',
  knowledge: 'sent',
  microphone: 'open',
  whoHears: { agent: 'may-hear', client: 'does-not-hear' }
}
const bargeIn: Partial<Supervising> = {
  mode: 'barge-in',
  knowledge: 'accepted',
  microphone: 'open',
  whoHears: { agent: 'hears', client: 'hears' }
}
const muted: Partial<Supervising> = {
  muted: true,
  microphone: 'muted',
  whoHears: { agent: 'does-not-hear', client: 'does-not-hear' }
}
const fit = { name: 'hud.fit' } as const

/** The small window in each of its states. */
export const hudScenes: readonly Scene[] = [
  {
    name: 'hud-joining',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: {
          phase: 'joining',
          target: { extension: '744', name: 'John Miller' },
          mode: 'whisper'
        }
      }),
    ...small
  },
  hud('spy', {}),
  hud('switching', { change: { to: 'whisper', stage: 'opening-microphone' } }),
  hud('whisper', whisper),
  hud('whisper-after-barge-in', { ...whisper, whoHears: { agent: 'hears', client: 'may-hear' } }),
  hud('whisper-muted', { ...whisper, ...muted }),
  hud('barge-in', bargeIn),
  hud('failure', { failure: failure('microphone.in-use') }, withProblem),
  hud('silent', { ...whisper, silence: 'stopped' }, withProblem),
  { name: 'hud-lost', snapshot: lostSupervision, ...small, height: 84 },
  {
    name: 'hud-call-over',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: {
          phase: 'idle',
          last: {
            target: { extension: '744', name: 'John Miller' },
            mode: 'whisper',
            by: 'call-over',
            failure: null,
            quality: null
          }
        }
      }),
    ...small,
    height: 53,
    act: (page) => page.getByRole('button', { name: 'Open Coachline' }).click(),
    asked: [{ name: 'hud.fit' }, { name: 'window.show' }]
  },
  hud('no-switch', { canSwitch: false }),
  hud('long-name', {
    ...whisper,
    target: {
      extension: '744001234567890',
      name: 'Maximilian-Alexander von Hohenzollern-Sigmaringen'
    },
    answeredAt: Date.now() - 4_000_000
  }),
  hud('hotkey-taken', whisper, {
    slices: {
      hotkeys: [
        { action: 'spy', accelerator: 'CommandOrControl+Alt+Shift+0', state: 'registered' },
        { action: 'whisper', accelerator: 'CommandOrControl+Alt+Shift+1', state: 'failed' },
        { action: 'barge-in', accelerator: '', state: 'inactive' },
        { action: 'hang-up', accelerator: '', state: 'inactive' }
      ]
    }
  }),
  hud('mac', bargeIn, { slices: { app: { version: '0.1.0', platform: 'darwin', demo: false } } }),
  hud('forced-colors', whisper, { forcedColors: true }),
  hud('does-pressed', whisper, {
    act: async (page) => {
      await page.getByRole('button', { name: 'Spy' }).click()
      await page.getByRole('button', { name: 'Mute' }).click()
      await page.getByRole('button', { name: 'John Miller' }).click()
      // A press took no focus: keys press nothing.
      await page.keyboard.press('Enter')
      await page.keyboard.press('m')
      await page.getByRole('button', { name: 'Hang up' }).click()
    },
    asked: [
      { name: 'hud.fit', input: { heightPx: small.height } },
      { name: 'supervision.changeMode', input: { mode: 'spy' } },
      { name: 'supervision.setMuted', input: { muted: true } },
      { name: 'window.show' },
      { name: 'supervision.hangUp' }
    ]
  }),
  hud('does-keys', whisper, {
    act: async (page) => {
      for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    },
    asked: [fit, { name: 'supervision.changeMode', input: { mode: 'spy' } }]
  }),
  hud('does-refused', whisper, {
    ...withProblem,
    answers: {
      'supervision.changeMode': { ok: false, failure: failure('app.internal') }
    },
    act: async (page) => {
      await page.getByRole('button', { name: 'Spy' }).click()
      await page.getByRole('status').getByText('Coachline').waitFor()
    },
    asked: [fit, { name: 'supervision.changeMode' }, { name: 'hud.fit' }]
  }),
  {
    name: 'settings-small-window',
    snapshot: (now) =>
      stageSnapshot(now, { app: { version: '0.1.0', platform: 'win32', demo: false } }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings' }).click()
      await page.getByRole('button', { name: 'Appearance' }).click()
    }
  },
  {
    name: 'settings-small-window-does',
    snapshot: (now) =>
      stageSnapshot(now, { app: { version: '0.1.0', platform: 'win32', demo: false } }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings' }).click()
      await page.getByRole('button', { name: 'Appearance' }).click()
      await page.getByText('Always', { exact: true }).click()
      await page.getByRole('switch', { name: 'Hide it from screen sharing' }).press('Space')
    },
    asked: [
      { name: 'hud.set', input: { shown: 'always', hiddenFromCapture: true } },
      { name: 'hud.set', input: { shown: 'background', hiddenFromCapture: false } }
    ]
  }
]

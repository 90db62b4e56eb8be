import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
import { fail, ok } from '@contract/ipc/result'
import type { Scene } from './scene'
import { stageExtensions } from './stage-people'
import { stageSnapshot, stageSupervising } from './stage-snapshot'
import { stageSound } from './stage-sound'

const openSettings = (page: Page) => page.getByRole('button', { name: 'Settings' }).click()
const openSound = async (page: Page) => {
  await openSettings(page)
  await page.getByRole('button', { name: 'Sound' }).click()
}
const openTab = async (page: Page, name: string) => {
  await openSettings(page)
  await page.getByRole('tab', { name }).click()
}

/** The settings, with what can go wrong in them. */
export const settingsScenes: readonly Scene[] = [
  {
    name: 'settings-account',
    snapshot: (now) => stageSnapshot(now),
    answers: { 'customers.tryAccount': ok({ through: 'udp 192.0.2.10:5060' }) },
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Test connection' }).click()
      await page.getByText('The PBX accepts this account.').waitFor()
    }
  },
  {
    name: 'forced-colors-settings',
    forcedColors: true,
    snapshot: (now) => stageSnapshot(now),
    act: openSettings
  },
  {
    name: 'settings-account-new-errors',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Add a customer' }).click()
      await page.getByLabel('Server or domain').fill('pbx northwind')
      await page.getByRole('textbox', { name: 'Password' }).fill('secret')
      await page.getByRole('button', { name: 'Save' }).click()
    }
  },
  {
    name: 'settings-account-options-failed',
    snapshot: (now) => stageSnapshot(now),
    answers: { 'customers.tryAccount': fail(failure('account.wrong-password')) },
    act: async (page) => {
      await openSettings(page)
      await page.getByLabel('Outbound proxy').fill('proxy.northwind.example:70000')
      await page.getByLabel('Outbound proxy').fill('proxy.northwind.example:5080')
      await page.getByRole('button', { name: 'Test connection' }).click()
      await page.getByText('The PBX refused the user name or the password.').waitFor()
    }
  },
  {
    name: 'settings-account-websocket',
    snapshot: (now) => stageSnapshot(now),
    answers: {
      'customers.tryAccount': fail(
        failure('account.no-websocket', { detail: 'Unexpected server response: 404' })
      )
    },
    act: async (page) => {
      await openSettings(page)
      await page.getByText('WSS', { exact: true }).click()
      await page.getByLabel('WebSocket path').fill('/')
      await page.getByRole('button', { name: 'Test connection' }).click()
      await page.getByText('The server takes no SIP over WebSocket there').waitFor()
      await page.getByLabel('WebSocket path').fill('sip')
      await page.getByLabel('Server or domain').focus()
    }
  },
  {
    name: 'settings-account-encryption',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('combobox', { name: 'Audio encryption' }).click()
      await page.getByRole('option', { name: 'Only SRTP' }).click()
      await page.getByText('The keys would travel in the open').scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-account-webrtc',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByText('WSS', { exact: true }).click()
      await page.getByRole('combobox', { name: 'Audio encryption' }).click()
      await page.getByRole('option', { name: 'WebRTC' }).click()
      await page.getByLabel('STUN server').fill('stun.northwind.example:70000')
      await page.getByLabel('STUN server').blur()
      await page.getByLabel('STUN server').scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-account-codecs',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Move G.722 up' }).click()
      await page.getByRole('checkbox', { name: 'G.711 A-law' }).click()
      await page.getByRole('checkbox', { name: 'G.711 µ-law' }).click()
      await page.getByText('Keep at least one G.711').scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-dialing-default',
    snapshot: (now) => stageSnapshot(now),
    act: (page) => openTab(page, 'Dialing rules')
  },
  {
    name: 'settings-dialing-problems',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openTab(page, 'Dialing rules')
      await page.getByText('Custom', { exact: true }).click()
      await page.getByLabel('Prefix to join in Spy mode').fill('*70')
      await page.getByLabel('Prefix to join in Whisper mode').fill('*9')
      await page.getByLabel('DTMF code to switch to Whisper mode').fill('0')
      await page.getByLabel('DTMF code to switch to Barge-in mode').fill('2x')
    }
  },
  {
    name: 'settings-groups',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openTab(page, 'Hunt groups')
      await page.getByLabel('Extension number 2').fill('744')
      await page.getByLabel('Extension number 2').blur()
    }
  },
  {
    name: 'settings-groups-2000',
    snapshot: (now) => stageSnapshot(now, { extensions: stageExtensions(2000, now) }),
    act: async (page) => {
      await openTab(page, 'Hunt groups')
      await page.getByRole('button', { name: 'Add an extension' }).click()
      await page.keyboard.type('9001')
      await page.getByLabel('Name of extension 9001').fill('Grace Hopper')
    }
  },
  {
    name: 'settings-groups-paste',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openTab(page, 'Hunt groups')
      await page.getByRole('button', { name: 'Paste a list' }).click()
      await page
        .getByLabel('Lines')
        .fill('744 Johnny Miller\n901; Grace Hopper\n902, Alan Turing\nhello there')
    }
  },
  {
    name: 'settings-hotkeys',
    snapshot: (now) =>
      stageSnapshot(now, {
        hotkeys: stageSnapshot(now).slices.hotkeys.map((hotkey) => ({
          ...hotkey,
          state: hotkey.action === 'whisper' ? 'failed' : 'registered'
        }))
      }),
    act: async (page) => {
      await openTab(page, 'Hotkeys')
      await page.getByRole('button', { name: 'Change the hotkey: Hang up' }).click()
      await page.keyboard.press('Control+Alt+Shift+0')
      await page.getByRole('button', { name: 'Change the hotkey: Switch to Whisper' }).click()
      await page.keyboard.press('Control+Alt+2')
      await page.getByRole('button', { name: 'Change the hotkey: Switch to Barge-in' }).click()
      await page.keyboard.press('k')
    }
  },
  {
    name: 'settings-leave',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSettings(page)
      await page.getByLabel('Name of the customer').fill('Northwind GmbH')
      await page.getByRole('button', { name: 'Back' }).click()
      await page.getByRole('dialog').waitFor()
    }
  },
  {
    name: 'settings-appearance-in-call',
    snapshot: (now) => stageSnapshot(now, { supervision: stageSupervising(now) }),
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('button', { name: 'Appearance' }).click()
    }
  },
  {
    name: 'settings-sound-recording',
    height: 980,
    snapshot: (now) =>
      stageSnapshot(now, { sound: { ...stageSound, microphoneGainDb: 6, test: 'recording' } }),
    levels: { microphoneDbfs: -21, receivedDbfs: -99 },
    act: openSound
  },
  {
    name: 'settings-sound-gain-asked',
    snapshot: (now) => stageSnapshot(now),
    act: async (page) => {
      await openSound(page)
      await page.getByRole('slider', { name: 'Gain of your microphone' }).press('ArrowRight')
    },
    asked: [{ name: 'sound.setMicrophoneGain', input: { gainDb: 1 } }]
  },
  {
    name: 'settings-sound-replaced',
    width: 720,
    height: 520,
    snapshot: (now) =>
      stageSnapshot(now, {
        sound: {
          ...stageSound,
          devices: stageSound.devices?.filter(({ id }) => id === 'speaker-built-in') ?? null,
          chosen: {
            microphone: null,
            speaker: { id: 'speaker-headset', label: 'Jabra Evolve2 65', isConnected: false },
            ringer: null
          },
          inUse: { microphone: null, speaker: 'speaker-built-in', ringer: 'speaker-built-in' }
        }
      }),
    answers: { 'sound.testMicrophone': fail(failure('microphone.none')) },
    act: async (page) => {
      await openSound(page)
      await page.getByRole('button', { name: 'Test the microphone' }).click()
    }
  },
  {
    name: 'settings-sound-echo-running',
    width: 720,
    height: 1120,
    snapshot: (now) =>
      stageSnapshot(now, {
        sound: { ...stageSound, microphoneGainDb: -6 },
        echoCall: { phase: 'running', answeredAt: now - 14_000 }
      }),
    levels: { microphoneDbfs: -21, receivedDbfs: -32 },
    act: openSound
  },
  {
    name: 'settings-sound-echo-failed',
    height: 1120,
    snapshot: (now) =>
      stageSnapshot(now, {
        app: { version: '0.1.0', platform: 'win32', demo: false },
        echoCall: { phase: 'failed', failure: failure('microphone.denied') }
      }),
    act: openSound
  },
  {
    name: 'settings-sound-echo-refused',
    width: 720,
    height: 520,
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: stageSupervising(now),
        echoCall: { phase: 'ended', by: 'other-call' }
      }),
    act: async (page) => {
      await openSound(page)
      await page.getByRole('button', { name: 'Echo call' }).click({ force: true })
    },
    asked: []
  },
  {
    name: 'settings-sound-echo-left',
    snapshot: (now) =>
      stageSnapshot(now, { echoCall: { phase: 'running', answeredAt: now - 14_000 } }),
    act: async (page) => {
      await openSound(page)
      await page.getByRole('button', { name: 'Appearance' }).click()
    },
    asked: [{ name: 'sound.endEchoCall' }]
  },
  {
    name: 'settings-smallest',
    width: 720,
    height: 520,
    snapshot: (now) => stageSnapshot(now, { supervision: stageSupervising(now) }),
    act: openSettings
  }
]

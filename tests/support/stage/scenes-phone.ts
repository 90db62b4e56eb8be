import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
import { fail } from '@contract/ipc/result'
import type { PhoneView } from '@contract/ipc/phone-view'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import {
  helen,
  lars,
  onHold,
  stageCall,
  stageDialling,
  stagePhone,
  stageRecent,
  stageRecents,
  stageRinging
} from './stage-phone'
import { stageSnapshot, stageSupervising } from './stage-snapshot'

const smallest = { width: 720, height: 520 }

function phoneScene(
  name: string,
  phone: (now: number) => Partial<PhoneView>,
  more: Partial<Scene> & { slices?: (now: number) => Partial<Slices> } = {}
): Scene {
  const { slices, ...scene } = more
  return {
    name,
    snapshot: (now) => stageSnapshot(now, { phone: stagePhone(phone(now)), ...slices?.(now) }),
    ...scene
  }
}

const openDialer = (page: Page) => page.getByRole('button', { name: /^Phone/ }).click()
const supervised = (now: number) => ({ supervision: stageSupervising(now) })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function openTransfer(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: /^Call with/ })
    .getByRole('button', { name: 'Transfer' })
    .click()
  await page.getByPlaceholder('To name or number').fill('75')
}

async function openKeypad(page: Page): Promise<void> {
  await button(page, 'Keypad').click()
  await page.locator('.keypad__key:focus').waitFor()
}

/** The manager's own calls. */
export const phoneScenes: readonly Scene[] = [
  phoneScene('phone-dialer', (now) => ({ recent: stageRecents(now) }), { act: openDialer }),
  phoneScene('phone-dialer-details', (now) => ({ recent: stageRecents(now) }), {
    act: async (page) => {
      await openDialer(page)
      await button(page, 'Details of the call with Helen Park').click()
    }
  }),
  phoneScene('phone-dialer-details-busy', (now) => ({ recent: stageRecents(now) }), {
    act: async (page) => {
      await openDialer(page)
      await button(page, 'Details of the call with Lars Adeyemi').click()
    }
  }),
  phoneScene('phone-dialer-empty', () => ({}), { act: openDialer }),
  phoneScene('phone-dialer-demo', (now) => ({ recent: stageRecents(now) }), {
    ...smallest,
    slices: () => ({ app: { version: '0.1.0', platform: 'linux', demo: true } }),
    act: openDialer
  }),
  phoneScene('phone-dialer-matches', (now) => ({ recent: stageRecents(now) }), {
    act: async (page) => {
      await page.keyboard.press('Control+d')
      await page.keyboard.type('la')
    }
  }),
  phoneScene('phone-dialer-problem', () => ({}), {
    answers: { 'phone.dial': fail(failure('phone.not-dialable', { number: 'call me' })) },
    act: async (page) => {
      await openDialer(page)
      await page.keyboard.type('call me')
      await page.keyboard.press('Enter')
    }
  }),
  phoneScene('phone-dialer-in-supervision', () => ({}), { slices: supervised, act: openDialer }),
  phoneScene('phone-dialer-supervision-code', () => ({}), {
    act: async (page) => {
      await openDialer(page)
      await page.keyboard.type('*90744')
    }
  }),
  phoneScene('phone-dialer-supervision-code-of-who-is-idle', () => ({}), {
    act: async (page) => {
      await openDialer(page)
      await page.keyboard.type('*91745')
    }
  }),
  phoneScene('phone-incoming', (now) => ({ calls: [stageRinging(now)] })),
  phoneScene('phone-incoming-focus', (now) => ({ calls: [stageRinging(now, { party: helen })] }), {
    ...smallest,
    act: async (page) => {
      const card = page.getByRole('region', { name: 'Incoming call from Helen Park' })
      await page.keyboard.press('Tab')
      await card.focus()
    }
  }),
  phoneScene('phone-incoming-in-supervision', (now) => ({ calls: [stageRinging(now)] }), {
    slices: supervised
  }),
  phoneScene('phone-dialling', (now) => ({ calls: [stageDialling(now)] })),
  phoneScene('phone-call', (now) => ({ calls: [stageCall(now)] })),
  phoneScene('phone-call-smallest', (now) => ({ calls: [stageCall(now)] }), smallest),
  phoneScene('phone-call-muted', (now) => ({
    calls: [stageCall(now, { muted: true, microphone: 'muted', hears: 'does-not-hear' })]
  })),
  phoneScene('phone-call-held-by-them', (now) => ({
    calls: [stageCall(now, { heldByRemote: true, microphone: 'muted', hears: 'does-not-hear' })]
  })),
  phoneScene('phone-call-failure', (now) => ({
    calls: [
      stageCall(now, {
        muted: true,
        microphone: 'muted',
        hears: 'does-not-hear',
        failure: failure('phone.hold-refused', {
          name: 'Helen Park',
          statusCode: 488,
          reasonPhrase: 'Not Acceptable Here'
        })
      })
    ]
  })),
  phoneScene('phone-call-keypad', (now) => ({ calls: [stageCall(now)] }), {
    act: async (page) => {
      await openKeypad(page)
      await page.keyboard.type('42#')
    }
  }),
  phoneScene('phone-call-transfer', (now) => ({ calls: [stageCall(now)] }), { act: openTransfer }),
  phoneScene('phone-call-waiting', (now) => ({ calls: [stageCall(now), stageRinging(now)] })),
  phoneScene(
    'phone-two-calls-transfer',
    (now) => ({
      calls: [stageCall(now, onHold), stageCall(now, { id: 'call-4', party: lars })]
    }),
    {
      act: async (page) => {
        await button(page, 'Transfer').first().click()
      }
    }
  ),
  phoneScene('phone-consulting', (now) => ({
    calls: [
      stageCall(now, onHold),
      stageCall(now, {
        id: 'call-4',
        party: lars,
        consultFor: 'call-1',
        answeredAt: now - 12_000
      })
    ]
  })),
  phoneScene(
    'phone-consulting-smallest',
    (now) => ({
      calls: [stageCall(now, onHold), stageDialling(now, { consultFor: 'call-1' })]
    }),
    smallest
  ),
  phoneScene('phone-over', (now) => ({ over: stageRecent(now) })),
  phoneScene('phone-over-missed', (now) => ({
    recent: stageRecents(now),
    over: stageRecents(now)[0] ?? null
  })),
  phoneScene('does-dial-what-was-typed', () => ({}), {
    act: async (page) => {
      await page.keyboard.press('Control+d')
      await page.locator('input:focus').and(page.getByLabel('Name or number')).waitFor()
      await page.keyboard.type('+44 (0)20')
      await button(page, '7').click()
      await button(page, 'Call').click()
    },
    asked: [{ name: 'phone.dial', input: { number: '+44 (0)207' } }]
  }),
  phoneScene('does-join-where-a-supervision-code-is-dialled', () => ({}), {
    act: async (page) => {
      await page.keyboard.press('Control+d')
      await page.locator('input:focus').and(page.getByLabel('Name or number')).waitFor()
      await page.keyboard.type('*90744')
      await page.keyboard.press('Enter')
    },
    asked: [{ name: 'supervision.join', input: { extension: '744', mode: 'spy' } }]
  }),
  phoneScene('does-not-dial-a-code-of-who-is-not-listed', () => ({}), {
    act: async (page) => {
      await openDialer(page)
      await page.keyboard.type('*90799')
      await page.keyboard.press('Enter')
      await page.getByText('799 is not on your list').waitFor()
    },
    asked: []
  }),
  phoneScene('does-not-join-who-is-idle-by-code', () => ({}), {
    act: async (page) => {
      await openDialer(page)
      await page.keyboard.type('*91745')
      await page.keyboard.press('Enter')
    },
    asked: []
  }),
  phoneScene('does-call-back-and-mark-seen', (now) => ({ recent: stageRecents(now) }), {
    act: async (page) => {
      await openDialer(page)
      await button(page, 'Call +12125550147').click()
    },
    asked: [{ name: 'phone.dial', input: { number: '+12125550147' } }, { name: 'phone.markSeen' }]
  }),
  phoneScene('does-not-dial-in-a-supervision', () => ({}), {
    slices: supervised,
    act: async (page) => {
      await openDialer(page)
      await page.keyboard.type('744')
      await page.keyboard.press('Enter')
    },
    asked: []
  }),
  phoneScene(
    'does-answer-and-reject-with-the-focus-only',
    (now) => ({ calls: [stageRinging(now)] }),
    {
      act: async (page) => {
        await page.getByRole('searchbox').focus()
        await page.keyboard.press('Escape')
        const card = page.getByRole('region', { name: 'Incoming call from +12125550147' })
        await card.focus()
        await page.keyboard.press('Enter')
        await page.keyboard.press('Escape')
      },
      asked: [
        { name: 'phone.answer', input: { id: 'call-2', endSupervision: false } },
        { name: 'phone.reject', input: { id: 'call-2' } }
      ]
    }
  ),
  phoneScene(
    'does-end-a-supervision-by-its-button-only',
    (now) => ({ calls: [stageRinging(now)] }),
    {
      slices: supervised,
      act: async (page) => {
        await page.getByRole('region', { name: 'Incoming call from +12125550147' }).focus()
        await page.keyboard.press('Enter')
        await button(page, 'End supervision and answer').click()
      },
      asked: [{ name: 'phone.answer', input: { id: 'call-2', endSupervision: true } }]
    }
  ),
  phoneScene('does-steer-a-call', (now) => ({ calls: [stageCall(now)] }), {
    act: async (page) => {
      await page.keyboard.press('m')
      await button(page, 'Hold').click()
      await openKeypad(page)
      await page.keyboard.type('4x#')
      await page.keyboard.press('Escape')
      await openTransfer(page)
      await button(page, 'Call first').click()
      await openTransfer(page)
      await page.keyboard.press('Enter')
      await button(page, 'Hang up').click()
    },
    asked: [
      { name: 'phone.setMuted', input: { id: 'call-1', muted: true } },
      { name: 'phone.setHeld', input: { id: 'call-1', held: true } },
      { name: 'phone.sendDigits', input: { digits: '4' } },
      { name: 'phone.sendDigits', input: { digits: '#' } },
      { name: 'phone.consult', input: { id: 'call-1', number: '75' } },
      { name: 'phone.transfer', input: { id: 'call-1', number: '75' } },
      { name: 'phone.hangUp', input: { id: 'call-1' } }
    ]
  }),
  phoneScene(
    'does-complete-a-transfer',
    (now) => ({
      calls: [
        stageCall(now, onHold),
        stageCall(now, { id: 'call-4', party: lars, consultFor: 'call-1' })
      ]
    }),
    {
      act: (page) => button(page, 'Complete transfer').click(),
      asked: [{ name: 'phone.connectCalls', input: { id: 'call-1', otherId: 'call-4' } }]
    }
  ),
  phoneScene('does-not-join-during-a-call', (now) => ({ calls: [stageCall(now)] }), {
    act: async (page) => {
      await page.getByRole('button', { name: 'Spy on John Miller' }).click({ force: true })
    },
    asked: []
  })
]

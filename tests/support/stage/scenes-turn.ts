import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
import { fail, ok } from '@contract/ipc/result'
import type { Slices } from '@contract/ipc/snapshot'
import type { Account } from '@contract/settings/customer'
import type { MediaPath } from '@contract/telephony/media-path'
import type { Scene } from './scene'
import { stageCustomer, stageSnapshot, stageSupervising } from './stage-snapshot'

const openSettings = (page: Page) => page.getByRole('button', { name: 'Settings' }).click()
const fields = (page: Page) => ({
  server: page.getByLabel('TURN server', { exact: true }),
  user: page.getByLabel('User on the TURN server')
})

const webRtc: Account = { ...stageCustomer.account, transport: 'wss', mediaSecurity: 'dtls' }
const turned: Account = {
  ...webRtc,
  turnServer: { host: 'turn.northwind.example', port: 443, transport: 'tls' },
  turnUser: 'coach'
}

function withAccount(
  now: number,
  account: Account,
  hasTurnPassword: boolean,
  part: Partial<Slices> = {}
) {
  const { customers } = stageSnapshot(now).slices
  const list = customers.list.map((each) => ({ ...each, account, hasTurnPassword }))
  return stageSnapshot(now, { customers: { ...customers, list }, ...part })
}

const withStun: Account = {
  ...turned,
  stunServer: { host: 'stun.northwind.example', port: 3_478 }
}
const registered = ok({ through: 'wss 192.0.2.10:8089' })
/** The result that comes last is shown, and the button it belongs to. */
const test = async (page: Page, last: string) => {
  await openSettings(page)
  const button = page.getByRole('button', { name: 'Test connection' })
  await button.click()
  await page.getByText(last).waitFor()
  await page.getByText(last).scrollIntoViewIfNeeded()
}

const supervising = (now: number, path: MediaPath) =>
  stageSupervising(now, {
    quality: {
      codec: 'PCMA',
      encryption: 'dtls',
      path,
      received: { lossPercent: 0.2, jitterMs: 6, mos: 4.3 },
      sent: null,
      roundTripMs: 48,
      rating: 'good'
    }
  })
const showDetails = (page: Page) => page.getByText('Good', { exact: true }).hover()

/** The TURN server of an account, and what is said of it. */
export const turnScenes: readonly Scene[] = [
  {
    name: 'settings-turn-none',
    snapshot: (now) => withAccount(now, webRtc, false),
    act: async (page) => {
      await openSettings(page)
      await fields(page).server.scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-turn-stored',
    snapshot: (now) => withAccount(now, turned, true),
    act: async (page) => {
      await openSettings(page)
      await fields(page).user.scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-turn-missing',
    snapshot: (now) => withAccount(now, webRtc, false),
    act: async (page) => {
      await openSettings(page)
      await fields(page).server.fill('turn.northwind.example')
      await page.getByRole('button', { name: 'Save' }).click()
      await fields(page).user.scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-turn-invalid-smallest',
    width: 720,
    height: 520,
    snapshot: (now) => withAccount(now, webRtc, false),
    act: async (page) => {
      await openSettings(page)
      await fields(page).server.fill('turn northwind')
      await fields(page).server.blur()
      await fields(page).user.scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-turn-saves',
    snapshot: (now) => withAccount(now, webRtc, false),
    act: async (page) => {
      await openSettings(page)
      await fields(page).server.fill('turn.northwind.example:443')
      await fields(page).user.fill('coach')
      await page.getByRole('textbox', { name: 'Password on the TURN server' }).fill('sesame')
      await page.getByRole('button', { name: 'Save' }).click()
    },
    asked: [
      {
        name: 'customers.save',
        input: {
          account: {
            ...webRtc,
            turnServer: { host: 'turn.northwind.example', port: 443, transport: 'udp' },
            turnUser: 'coach'
          },
          turnPassword: 'sesame'
        }
      }
    ]
  },
  {
    name: 'settings-servers-trying',
    snapshot: (now) => withAccount(now, withStun, true),
    answers: { 'customers.tryAccount': registered, 'customers.tryIceServer': 'never' },
    act: (page) => test(page, 'Asking turn.northwind.example:443')
  },
  {
    name: 'settings-servers-work',
    snapshot: (now) => withAccount(now, withStun, true),
    answers: {
      'customers.tryAccount': registered,
      'customers.tryIceServer': ok({ tookMs: 84 })
    },
    act: (page) => test(page, 'The TURN server relays.')
  },
  {
    name: 'settings-servers-wrong-password',
    snapshot: (now) => withAccount(now, turned, true),
    answers: {
      'customers.tryAccount': registered,
      'customers.tryIceServer': fail(
        failure('ice-server.wrong-password', { kind: 'TURN', host: 'turn.northwind.example' })
      )
    },
    act: (page) => test(page, 'refused the user or the password')
  },
  ...[
    { name: 'smallest', width: 720, height: 520 },
    { name: 'narrow', width: 360, height: 640 }
  ].map(({ name, width, height }): Scene => ({
    name: `settings-servers-certificate-${name}`,
    width,
    height,
    snapshot: (now) => withAccount(now, turned, true),
    answers: {
      'customers.tryAccount': fail(failure('account.no-answer')),
      'customers.tryIceServer': fail(
        failure('ice-server.certificate', {
          kind: 'TURN',
          host: 'turn.northwind.example',
          detail: 'unable to verify the first certificate'
        })
      )
    },
    act: (page) => test(page, 'is not in order')
  })),
  {
    name: 'settings-servers-asked',
    snapshot: (now) => withAccount(now, withStun, true),
    answers: { 'customers.tryAccount': registered, 'customers.tryIceServer': ok({ tookMs: 84 }) },
    act: async (page) => {
      await openSettings(page)
      await page.getByRole('textbox', { name: 'Password on the TURN server' }).fill('sesame')
      await page.getByRole('button', { name: 'Test connection' }).click()
      await page.getByText('The TURN server relays.').waitFor()
    },
    asked: [
      { name: 'customers.tryAccount', input: { account: withStun } },
      { name: 'customers.tryIceServer', input: { kind: 'stun', turnPassword: 'sesame' } },
      { name: 'customers.tryIceServer', input: { kind: 'turn', turnPassword: 'sesame' } }
    ]
  },
  {
    name: 'turn-relays',
    snapshot: (now) => withAccount(now, turned, true, { supervision: supervising(now, 'relay') }),
    act: showDetails
  },
  {
    name: 'turn-refused',
    snapshot: (now) =>
      withAccount(now, turned, true, {
        supervision: supervising(now, 'host'),
        notices: [
          {
            id: 'turn',
            severity: 'warning',
            failure: failure('media.turn-refused', {
              server: 'turn.northwind.example',
              statusCode: 401,
              reasonPhrase: 'Unauthorized'
            })
          }
        ]
      }),
    act: showDetails
  }
]

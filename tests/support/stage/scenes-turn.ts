import type { Page } from '@playwright/test'
import { failure } from '@contract/errors/reasons'
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

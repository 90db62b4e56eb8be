import type { CustomerView, Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import { stageExtensions } from './stage-people'
import { stageCustomer, stageSnapshot, stageSupervising } from './stage-snapshot'

const customer = (
  id: string,
  name: string,
  registration: CustomerView['registration'] = stageCustomer.registration
): CustomerView => ({ ...stageCustomer, id, name, registration })

const refused: CustomerView['registration'] = {
  kind: 'refused',
  reason: 'wrong-password',
  statusCode: 403,
  reasonPhrase: 'Forbidden',
  nextAttemptAt: null
}

const several = (
  activeId = stageCustomer.id,
  supervisedId: string | null = null
): Slices['customers'] => ({
  list: [
    stageCustomer,
    customer('adatum', 'Adatum Insurance', {
      kind: 'retrying',
      reason: 'no-answer',
      nextAttemptAt: 0
    }),
    customer('fabrikam', 'Fabrikam Manufacturing and Logistics Group', refused),
    { ...customer('contoso', 'Contoso', { kind: 'unregistered' }), connected: false },
    customer('tailspin', 'Tailspin Toys', { kind: 'registering' })
  ],
  activeId,
  supervisedId
})

const openMenu = (page: Parameters<NonNullable<Scene['act']>>[0]) =>
  page.getByRole('button', { name: /^Customer:/ }).click()

/** Several customers, connected at the same time or not. */
export const customerScenes: readonly Scene[] = [
  {
    name: 'customers-menu',
    snapshot: (now) => stageSnapshot(now, { customers: several() }),
    act: openMenu
  },
  {
    name: 'customers-menu-smallest',
    width: 720,
    height: 520,
    snapshot: (now) => stageSnapshot(now, { customers: several() }),
    act: openMenu
  },
  {
    name: 'customers-supervised-elsewhere',
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: several('tailspin', stageCustomer.id),
        supervision: stageSupervising(now)
      })
  },
  {
    name: 'hud-supervised-elsewhere',
    window: 'hud',
    width: 340,
    height: 158,
    snapshot: (now) =>
      stageSnapshot(now, {
        customers: several('tailspin', stageCustomer.id),
        supervision: stageSupervising(now)
      })
  },
  {
    name: 'customers-disconnected',
    snapshot: (now) => {
      const unknown = { status: 'unknown', since: null, remote: null, stale: true } as const
      return stageSnapshot(now, {
        customers: several('contoso'),
        registration: { kind: 'unregistered' },
        extensions: stageExtensions(24, now).map((row) => ({ ...row, ...unknown }))
      })
    }
  },
  {
    name: 'list-subscribing',
    snapshot: (now) =>
      stageSnapshot(now, {
        subscribing: { done: 340, total: 2_000 },
        extensions: stageExtensions(2_000, now).map((row, index) =>
          index < 340 ? row : { ...row, status: 'unknown', since: null, remote: null, stale: true }
        )
      })
  },
  {
    name: 'list-5000',
    snapshot: (now) => stageSnapshot(now, { extensions: stageExtensions(5_000, now) }),
    act: async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('End')
    }
  },
  {
    name: 'does-show-another-customer',
    snapshot: (now) => stageSnapshot(now, { customers: several() }),
    act: async (page) => {
      await openMenu(page)
      await page.getByRole('menuitemradio', { name: /Tailspin Toys/ }).click()
    },
    asked: [{ name: 'customers.activate', input: { id: 'tailspin' } }]
  },
  {
    name: 'does-disconnect-and-connect',
    snapshot: (now) => stageSnapshot(now, { customers: several('contoso') }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await openMenu(page)
      await page.getByRole('menuitemcheckbox', { name: 'Stay connected' }).click()
    },
    asked: [
      { name: 'customers.setConnected', input: { id: 'contoso', connected: true } },
      { name: 'customers.setConnected', input: { id: 'contoso', connected: true } }
    ]
  },
  {
    name: 'does-keep-what-is-not-in-the-form',
    snapshot: (now) => stageSnapshot(now, { customers: several('contoso') }),
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings' }).click()
      await page.getByLabel('Resource list').fill('blf-list')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved', { exact: true }).waitFor()
    },
    asked: [
      {
        name: 'customers.save',
        input: { id: 'contoso', connected: false, resourceList: 'blf-list' }
      }
    ]
  }
]

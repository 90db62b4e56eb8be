import type { Page } from '@playwright/test'
import { demoCustomer, demoPassword } from '../../src-main/demo-pbx/demo-customer'
import { hearing } from '../support/app/demo-pbx-process'
import { fileIn, slicesOf } from '../support/app/running-app'
import { expect, test } from './coachline'

const switchTo = async (ui: Page, name: string) => {
  await ui.getByRole('button', { name: /^Customer:/ }).click()
  await ui.getByRole('menuitemradio', { name: new RegExp(`^${name},`) }).click()
}

/** Whether a customer of the snapshot is registered. */
const registration = async (ui: Page, id: string) =>
  (await slicesOf(ui)).customers.list.find((customer) => customer.id === id)?.registration.kind

test('two customers are connected at once, and a call goes on while the other one is shown', async ({
  signIn,
  startPbx
}) => {
  const { pbx, ui } = await signIn()
  const other = await startPbx()
  const birch = { ...demoCustomer(other.port), id: 'birch', name: 'Birch', password: demoPassword }
  // Over TCP a PBX that dies is noticed at once.
  birch.account = { ...birch.account, transport: 'tcp' }
  await ui.evaluate((customer) => window.coachline['customers.save'](customer), birch)
  await expect.poll(() => registration(ui, 'acme')).toBe('registered')
  await expect.poll(() => registration(ui, 'birch')).toBe('registered')

  await ui.getByRole('button', { name: 'Whisper to John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Whisper')
  await switchTo(ui, 'Birch')
  const dock = ui.getByRole('region', { name: 'Supervision' })
  await expect(dock.getByText('Acme Demo')).toBeVisible()
  expect(await pbx.heard(hearing.agent)).toBeTruthy()

  await dock.getByRole('button', { name: 'Hang up' }).click()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  expect((await slicesOf(ui)).customers).toMatchObject({ activeId: 'birch', supervisedId: 'birch' })
  await dock.getByRole('button', { name: 'Hang up' }).click()

  await switchTo(ui, 'Acme Demo')
  await other.kill()
  await expect(
    ui.getByRole('button', { name: 'Customer: Acme Demo. Not connected: Birch' })
  ).toBeVisible()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
})

test('a provision file that comes during a call is taken over, and the call goes on', async ({
  signIn,
  folder
}) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Whisper to John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Whisper')
  const file = pbx.provisionFile()
  fileIn(folder, 'acme.json', { ...file, customer: { ...file.customer, name: 'Acme East' } })
  await app.startAgain()
  await expect(ui.getByRole('button', { name: /^Customer: Acme East/ })).toBeVisible()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Whisper')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
})

test('a customer that is disconnected stays so after a restart', async ({ signIn, launch }) => {
  const { app, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  await ui.getByRole('button', { name: /^Customer:/ }).click()
  await ui.getByRole('menuitemcheckbox', { name: 'Stay connected' }).click()
  await ui.keyboard.press('Escape')
  await expect(ui.getByText('You are disconnected from this PBX.')).toBeVisible()
  await app.close()

  const again = await (await launch()).window()
  await expect(again.getByText('You are disconnected from this PBX.')).toBeVisible()
  await again.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(again.getByText('You are disconnected from this PBX.')).toBeHidden()
})

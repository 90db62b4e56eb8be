import { readdirSync, readFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileIn } from '../support/app/running-app'
import { expect, test } from './coachline'

test('a wrong password is said in words', async ({ signIn }) => {
  const { ui } = await signIn({
    change: ({ customer }) => (customer.account.password = 'guess')
  })
  await expect(ui.getByText(/wrong user name or password/).first()).toBeVisible()
})

test('a PBX that is down at start is tried again until it is there', async ({
  launch,
  startPbx,
  folder
}) => {
  test.setTimeout(120_000)
  const pbx = await startPbx()
  const file = fileIn(folder, 'acme.json', pbx.provisionFile())
  await pbx.kill()
  const ui = await (await launch({ arguments: ['--provision', file] })).window()
  // Over UDP nobody says that nobody is there: it takes as long as a REGISTER may stay without an answer.
  const retry = ui.getByRole('button', { name: 'Retry now' }).first()
  await expect(retry).toBeVisible({ timeout: 30_000 })
  await expect(ui.getByText('Not connected').first()).toBeVisible()
  await startPbx(pbx.port)
  // Nobody has to press it: the next attempt, or a retransmission of this one, finds the PBX.
  const spy = ui.getByRole('button', { name: 'Spy on John Miller' })
  await expect(spy).toBeEnabled({ timeout: 30_000 })
})

test('a PBX that dies during the call is noticed, and Coachline stays up', async ({ signIn }) => {
  const { pbx, ui } = await signIn({
    change: ({ customer }) => (customer.account.transport = 'tcp')
  })
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await pbx.kill()
  await expect(ui.getByText(/connection to the PBX was lost/).first()).toBeVisible()
  await expect(ui.getByText('Not connected').first()).toBeVisible()
})

test('a broken settings file is kept aside and said', async ({ launch, folder }) => {
  mkdirSync(join(folder, 'data'))
  const broken = '{ "version": 1, "customers": [ {'
  fileIn(join(folder, 'data'), 'settings.json', broken)
  const ui = await (await launch()).window()
  await expect(ui.getByText('The settings file could not be read.')).toBeVisible()
  const kept = readdirSync(join(folder, 'data')).find((name) => name.startsWith('settings.kept-'))
  expect(readFileSync(join(folder, 'data', kept ?? ''), 'utf8')).toBe(broken)
})

test('a provision file with a mistake changes nothing and names the place', async ({
  launch,
  folder
}) => {
  const file = fileIn(folder, 'bad.json', { coachline: 1, customer: { id: 'x', name: 'X' } })
  const ui = await (await launch({ arguments: ['--provision', file] })).window()
  await expect(ui.getByText(/customer\.account/).first()).toBeVisible()
  await expect(ui.getByRole('button', { name: 'Start the demo' })).toBeVisible()
})

test('a password that is gone after a restart is asked for', async ({ signIn, launch }) => {
  // The app under test has no keychain, so it was kept in memory only.
  const { app, ui } = await signIn()
  await expect(ui.getByText(/has no keychain/)).toBeVisible()
  await app.close()
  const again = await (await launch()).window()
  await expect(again.getByText('The password of Acme Demo is missing.')).toBeVisible()
})

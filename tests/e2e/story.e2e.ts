import { slicesOf } from '../support/app/running-app'
import { hearing } from '../support/app/demo-pbx-process'
import { expect, test } from './coachline'

test('Adam spies on 744, whispers, barges in and hangs up', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  const dock = ui.getByRole('region', { name: 'Supervision' })
  const mode = ui.getByTestId('supervision-mode')

  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(mode).toHaveText('Spy')
  await expect(dock.getByText('Microphone closed')).toBeVisible()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()

  await dock.getByRole('button', { name: /Whisper/ }).click()
  await expect(mode).toHaveText('Whisper · sent')
  await expect(ui).toHaveTitle('Whisper · sent – John Miller – Coachline')
  await expect(dock.getByText('Microphone open')).toBeVisible()
  expect(await pbx.heard(hearing.agent)).toBeTruthy()

  await dock.getByRole('button', { name: /Barge-in/ }).click()
  await expect(mode).toHaveText('Barge-in · sent')
  expect(await pbx.heard(hearing.both)).toBeTruthy()

  await dock.getByRole('button', { name: /Spy/ }).click()
  await expect(mode).toHaveText('Spy · sent')
  await expect(dock.getByText('Microphone closed')).toBeVisible()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()

  await dock.getByRole('button', { name: 'Hang up' }).click()
  await expect(ui.getByText('You left the call of John Miller.')).toBeVisible()
  await expect(ui.getByRole('treegrid')).toBeFocused()
})

test('Adam dials *90744 as on a desk phone, and nobody hears him', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  await ui.getByRole('button', { name: 'Phone' }).click()
  await ui.getByRole('textbox', { name: 'Name or number' }).fill('*90744')
  await ui.keyboard.press('Enter')
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await expect(ui.getByText('Microphone closed')).toBeVisible()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()
  expect((await slicesOf(ui)).phone.calls).toEqual([])
})

test('a window that takes a code for a number makes Adam join, and calls nobody', async ({
  signIn
}) => {
  const { pbx, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  const dial = (number: string) =>
    ui.evaluate((dialled) => window.coachline['phone.dial']({ number: dialled }), number)
  expect(await dial('*92799')).toMatchObject({ failure: { reason: 'phone.supervision-code' } })
  expect(await dial('*90744')).toMatchObject({ ok: true })
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await expect(ui.getByText('Microphone closed')).toBeVisible()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()
  expect((await slicesOf(ui)).phone.calls).toEqual([])
})

test('a newcomer tries it without a PBX', async ({ launch }) => {
  const ui = await (await launch()).window()
  await ui.getByRole('button', { name: 'Start the demo' }).click()
  const spy = ui.getByRole('button', { name: 'Spy on John Miller' })
  await expect(spy).toBeEnabled()
  await spy.click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await ui
    .getByRole('region', { name: 'Supervision' })
    .getByRole('button', { name: /Barge-in/ })
    .click()
  // The training view shows what the demo PBX measured, not what was asked for.
  await expect.poll(async () => (await slicesOf(ui)).training).toMatchObject({ extension: '744' })
  await expect
    .poll(async () => (await slicesOf(ui)).training?.clientDbfs ?? -99)
    .toBeGreaterThan(-40)
})

test('the agent’s client hangs up while Adam listens', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  pbx.order({ type: 'end-call', extension: '744' })
  await expect(ui.getByText('The call of John Miller is over.')).toBeVisible()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeDisabled()
})

test('without a microphone Adam listens, and is told why he cannot speak', async ({ signIn }) => {
  const { ui } = await signIn({ microphone: 'none' })
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  const mode = ui.getByTestId('supervision-mode')
  await expect(mode).toHaveText('Spy')
  await ui
    .getByRole('region', { name: 'Supervision' })
    .getByRole('button', { name: /Whisper/ })
    .click()
  await expect(ui.getByText('No microphone was found.')).toBeVisible()
  await expect(mode).toHaveText('Spy')
})

import type { Page } from '@playwright/test'
import type { DemoPbxEvent } from '@contract/ipc/training'
import { hearing, type DemoPbxProcess } from '../support/app/demo-pbx-process'
import { slicesOf } from '../support/app/running-app'
import { expect, test } from './coachline'

type PhoneHears = Extract<DemoPbxEvent, { type: 'phone-hears' }>

const client = { number: '+15550117', name: 'Oliver Brandt' }

/** Waits until the other side of a call hears what a test expects, by measurement. */
function phoneHears(
  pbx: DemoPbxProcess,
  expected: (heard: PhoneHears) => boolean
): Promise<PhoneHears> {
  return pbx.next((event) => (event.type === 'phone-hears' && expected(event) ? event : undefined))
}

const voice = ({ managerDbfs }: PhoneHears) => managerDbfs > -30
const silence = ({ managerDbfs }: PhoneHears) => managerDbfs < -60
const music = ({ held, musicDbfs, managerDbfs }: PhoneHears) =>
  held && musicDbfs > -40 && managerDbfs < -60

async function dial(ui: Page, number: string): Promise<void> {
  await ui.keyboard.press('Control+d')
  await ui.getByRole('textbox', { name: 'Name or number' }).fill(number)
  await ui.keyboard.press('Enter')
}

const callWith = (ui: Page, name: string) => ui.getByRole('region', { name: `Call with ${name}` })

test('Adam calls a colleague, mutes, holds, sends a digit and hangs up', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  await dial(ui, '745')
  const call = callWith(ui, 'Maria Lopez')
  await expect(call.getByText('Maria Lopez hears you')).toBeVisible()
  expect(await phoneHears(pbx, voice)).toMatchObject({ number: '745', held: false })
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeDisabled()

  await call.getByRole('button', { name: 'Mute' }).click()
  await expect(call.getByText('Nobody hears you')).toBeVisible()
  expect(await phoneHears(pbx, silence)).toMatchObject({ held: false })
  await call.getByRole('button', { name: 'Unmute' }).click()
  await phoneHears(pbx, voice)

  await call.getByRole('button', { name: 'Hold' }).click()
  await expect(call.getByText('On hold')).toBeVisible()
  await phoneHears(pbx, music)
  await call.getByRole('button', { name: 'Resume' }).click()
  await phoneHears(pbx, voice)

  const digit = pbx.next((event) => (event.type === 'phone-digit' ? event : undefined))
  await call.getByRole('button', { name: 'Keypad' }).click()
  await ui.getByRole('dialog', { name: 'Keypad' }).getByRole('button', { name: '5' }).click()
  expect(await digit).toMatchObject({ number: '745', digit: '5' })

  await ui.keyboard.press('Escape')
  await call.getByRole('button', { name: 'Hang up' }).click()
  await expect(call).toBeHidden()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()

  await ui.keyboard.press('Control+d')
  await ui.getByRole('button', { name: 'Details of the call with Maria Lopez' }).click()
  await expect(ui.getByText('You hung up.').last()).toBeVisible()
  await expect(ui.getByRole('row', { name: /What you heard \d/ })).toBeVisible()
})

test('a client calls, Adam answers, and the client hangs up', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  await ui.getByRole('searchbox').focus()
  pbx.order({ type: 'call-manager' })
  const card = ui.getByRole('region', { name: `Incoming call from ${client.name}` })
  await expect(card.getByText('for Acme Demo')).toBeVisible()
  // It did not take the focus: what is typed goes where it went.
  await ui.keyboard.type('lars')
  await ui.keyboard.press('Escape')
  await expect(card).toBeVisible()
  await card.focus()
  await ui.keyboard.press('Enter')
  await expect(callWith(ui, client.name).getByText(`${client.name} hears you`)).toBeVisible()
  await phoneHears(pbx, voice)
  pbx.order({ type: 'end-call', extension: client.number })
  await expect(ui.getByText(`${client.name} hung up.`)).toBeVisible()
})

test('a second call holds the first, and the two are connected', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  pbx.order({ type: 'call-manager' })
  await ui.getByRole('button', { name: 'Answer' }).click()
  const first = callWith(ui, client.name)
  await phoneHears(pbx, voice)

  await first.getByRole('button', { name: 'Transfer' }).click()
  await ui.getByRole('textbox', { name: 'To name or number' }).fill('Maria')
  await ui.getByRole('button', { name: 'Maria Lopez 745' }).click()
  await ui.getByRole('button', { name: 'Call first' }).click()
  const second = callWith(ui, 'Maria Lopez')
  await expect(second.getByText('Maria Lopez hears you')).toBeVisible()
  await expect(first.getByText('On hold')).toBeVisible()
  await phoneHears(pbx, (heard) => heard.number === '745' && voice(heard))
  await phoneHears(pbx, (heard) => heard.number === client.number && music(heard))

  await second.getByRole('button', { name: 'Complete transfer' }).click()
  await expect(first).toBeHidden()
  await expect(second).toBeHidden()
  const { recent } = (await slicesOf(ui)).phone
  expect(recent.map(({ outcome }) => outcome)).toEqual(['transferred', 'transferred'])
})

test('while Adam supervises, a call is busy and is counted as missed', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  pbx.order({ type: 'call-manager' })
  await expect(ui.getByRole('button', { name: 'Phone, 1 missed call' })).toBeVisible()
  expect((await slicesOf(ui)).phone.recent).toMatchObject([
    { outcome: 'missed-while-supervising', party: { number: client.number } }
  ])
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await dial(ui, '745')
  expect((await slicesOf(ui)).phone.calls).toEqual([])
})

test('a call that rings during a supervision ends it only when Adam says so', async ({
  signIn
}) => {
  const { pbx, ui } = await signIn({
    change: ({ customer }) => {
      customer.whenSupervising = 'ring'
    }
  })
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  pbx.order({ type: 'call-manager' })
  const card = ui.getByRole('region', { name: `Incoming call from ${client.name}` })
  await card.focus()
  await ui.keyboard.press('Enter')
  await expect(card).toBeVisible()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()
  await card.getByRole('button', { name: 'End supervision and answer' }).click()
  await expect(callWith(ui, client.name).getByText(`${client.name} hears you`)).toBeVisible()
  await phoneHears(pbx, voice)
  expect((await slicesOf(ui)).supervision.phase).toBe('idle')
})

test('a call goes on without the window, and rings open a new one', async ({ signIn }) => {
  const { pbx, app, ui } = await signIn()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  await dial(ui, '745')
  await phoneHears(pbx, voice)
  await ui.close()
  await phoneHears(pbx, voice)
  pbx.order({ type: 'call-manager' })
  const again = await app.window()
  await expect(again.getByRole('region', { name: 'Call with Maria Lopez' })).toBeVisible()
  await again.getByRole('button', { name: 'Reject' }).click()
  await expect(again.getByRole('button', { name: 'Reject' })).toBeHidden()
  await phoneHears(pbx, (heard) => heard.number === '745' && voice(heard))
})

test('a newcomer lets the demo call', async ({ launch }) => {
  const ui = await (await launch()).window()
  await ui.getByRole('button', { name: 'Start the demo' }).click()
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  await ui.getByRole('button', { name: 'Phone', exact: true }).click()
  await ui.getByRole('button', { name: 'Let the demo call me' }).click()
  await ui.keyboard.press('Escape')
  await ui.getByRole('button', { name: 'Answer' }).click()
  const call = callWith(ui, client.name)
  await expect(call.getByText(`${client.name} hears you`)).toBeVisible()
  await call.getByRole('button', { name: 'Transfer' }).click()
  await ui.getByRole('textbox', { name: 'To name or number' }).fill('799')
  await ui
    .getByRole('dialog', { name: 'Transfer' })
    .getByRole('button', { name: 'Transfer' })
    .click()
  await expect(call.getByText('could not be transferred to 799: 404 Not Found')).toBeVisible()
  await call.getByRole('button', { name: 'Hang up' }).click()
  await expect(call).toBeHidden()
})

import type { RunningApp } from '../support/app/running-app'
import { expect, test } from './coachline'

interface Told {
  readonly shown: Electron.Notification[]
  readonly closed: Electron.Notification[]
}
type World = typeof globalThis & { told: Told }

/** The desktop of a test shows no notifications: they are held here, as they are shown and closed. */
async function holdNotifications(app: RunningApp): Promise<void> {
  await app.electron.evaluate(({ Notification }) => {
    const told: Told = { shown: [], closed: [] }
    ;(globalThis as World).told = told
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.shown.push(this)
    }
    Notification.prototype.close = function close(this: Electron.Notification) {
      told.closed.push(this)
    }
  })
}

const told = (app: RunningApp) =>
  app.electron.evaluate(() => {
    const { shown, closed } = (globalThis as World).told
    return { shown: shown.map(({ title, body }) => `${title}: ${body}`), closed: closed.length }
  })

test('a bell tells of the next call, and leads to whom it rang for', async ({ signIn }) => {
  const { pbx, app, ui } = await signIn()
  await holdNotifications(app)
  const row = ui.getByRole('row', { name: /745/ })
  await expect(row.getByText('Idle')).toBeVisible()
  const name = await row.locator('.extension-row__name').innerText()
  const bell = row.getByRole('button', { name: `Tell me when ${name} is on a call` })
  await bell.click()
  await expect(bell).toHaveAttribute('aria-pressed', 'true')
  // Whom it is about may be hidden when it rings.
  await ui.getByRole('searchbox').fill('John')
  await ui.getByRole('button', { name: 'History' }).click()

  pbx.order({ type: 'ring-agent', extension: '745' })
  pbx.order({ type: 'call-agent', extension: '745' })
  await expect(ui.getByText(`${name} is on a call.`).first()).toBeVisible()
  await expect
    .poll(() => told(app))
    .toMatchObject({
      shown: [expect.stringContaining(`On a call now: ${name} (745)`)],
      closed: 0
    })

  await app.electron.evaluate(() => {
    ;(globalThis as World).told.shown[0]?.emit('click')
  })
  await expect(row.and(ui.locator('[data-active]'))).toBeVisible()
  await expect(ui.getByRole('searchbox')).toHaveValue('')
  await expect(bell).toHaveAttribute('aria-pressed', 'false')
  // It joins nothing by itself.
  await expect(ui.getByTestId('supervision-mode')).toHaveCount(0)

  pbx.order({ type: 'end-call', extension: '745' })
  await expect(row.getByText('Idle')).toBeVisible()
  await expect(ui.getByText(`${name} is on a call.`)).toHaveCount(0)
  await expect.poll(async () => (await told(app)).closed).toBe(1)
})

test('a bell stays in the window where the settings say so, also after a restart', async ({
  signIn,
  launch
}) => {
  const { pbx, app, ui } = await signIn()
  await holdNotifications(app)
  await ui.getByRole('button', { name: 'Settings' }).click()
  await ui.getByRole('button', { name: 'Appearance' }).click()
  const notifications = ui.getByRole('switch', { name: /^Also tell me outside of the window/ })
  await expect(notifications).toBeChecked()
  await notifications.click()
  await expect(notifications).not.toBeChecked()
  await ui.getByRole('button', { name: 'Back' }).click()
  await ui.getByRole('treegrid').focus()
  await ui.getByRole('row', { name: /745/ }).locator('.extension-row__name').click()
  await ui.keyboard.press('n')
  pbx.order({ type: 'call-agent', extension: '745' })
  await expect(ui.getByText(/ is on a call\.$/).first()).toBeVisible()
  expect((await told(app)).shown).toEqual([])
  await app.close()

  const page = await (await launch()).window()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Appearance' }).click()
  await expect(
    page.getByRole('switch', { name: /^Also tell me outside of the window/ })
  ).not.toBeChecked()
})

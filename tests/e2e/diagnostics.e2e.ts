import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readCapture } from '../support/diagnostics/read-capture'
import type { RunningApp } from '../support/app/running-app'
import { expect, test } from './coachline'

const openDiagnostics = async (ui: Page) => {
  await ui.getByRole('button', { name: 'Settings' }).click()
  await ui.getByRole('button', { name: 'Diagnostics' }).click()
}

/** What a person would answer to the system's dialog. */
const saveTo = (app: RunningApp, file: string) =>
  app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
const exportAs = async (ui: Page, item: string) => {
  await ui.getByRole('button', { name: 'Export' }).click()
  await ui.getByRole('menuitem', { name: item }).click()
}

test('Adam records a supervision, looks at it and exports it without a secret', async ({
  signIn,
  folder
}) => {
  const { pbx, app, ui } = await signIn()
  const { password, user } = pbx.provisionFile().customer.account
  await openDiagnostics(ui)
  await expect(ui.getByText('Nothing was recorded')).toBeVisible()
  await ui.getByRole('switch', { name: 'Record SIP messages' }).click()
  await expect(ui.getByText('Waiting for the first message')).toBeVisible()
  await ui.getByRole('button', { name: 'Back' }).click()

  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await openDiagnostics(ui)
  const call = ui.getByRole('row', { name: /INVITE.*\*90744.*200 OK/ })
  await call.click()
  const ladder = ui.getByRole('treegrid')
  await expect(ladder.getByRole('row', { name: /INVITE sent/ }).first()).toBeVisible()
  await expect(ladder.getByRole('row', { name: /200 OK received/ })).toBeVisible()
  await ladder
    .getByRole('row', { name: /INVITE sent/ })
    .last()
    .click()
  await expect(ui.getByText(/^INVITE sip:\*90744@/)).toContainText('response="xxxxxxxx')

  // The dock stays in sight, and what it does comes into the open ladder by itself.
  await ui.getByRole('button', { name: 'Hang up' }).click()
  await expect(ladder.getByRole('row', { name: /BYE sent/ })).toBeVisible()
  await ui.getByRole('button', { name: 'All', exact: true }).click()

  for (const [item, name] of [
    ['As text…', 'trace.txt'],
    ['For Wireshark…', 'trace.pcapng']
  ] as const) {
    const file = join(folder, name)
    await saveTo(app, file)
    await exportAs(ui, item)
    await expect.poll(() => existsSync(file) && readFileSync(file).length > 0).toBe(true)
  }
  const text = readFileSync(join(folder, 'trace.txt'), 'utf8')
  const { packets } = readCapture(readFileSync(join(folder, 'trace.pcapng')))
  const captured = packets.map(({ payload }) => payload.toString()).join('')
  for (const exported of [text, captured]) {
    expect(exported).toMatch(/INVITE sip:\*90744@[^]*BYE sip:/)
    expect(exported).toContain(`sip:${user}@`)
    expect(exported).not.toContain(password)
    expect(exported).not.toMatch(/\b(?:response|nonce|cnonce)="?[^x",\s]/)
  }

  await saveTo(app, join(folder, 'no such folder', 'trace.txt'))
  await exportAs(ui, 'As text…')
  await expect(ui.getByText(/The trace could not be saved/)).toBeVisible()
})

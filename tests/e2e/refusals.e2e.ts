import type { Page } from '@playwright/test'
import { expect, test } from './coachline'

/** A join that no button offers: the state on the screen may be old, and the PBX has the last word. */
async function force(ui: Page, extension: string): Promise<void> {
  await ui.evaluate(async (dialled) => {
    await window.coachline['supervision.join']({ extension: dialled, mode: 'spy' })
  }, extension)
}

test('an agent whose hunt group does not allow it cannot be joined', async ({ signIn }) => {
  const { pbx, ui } = await signIn()
  pbx.order({ type: 'call-agent', extension: '888' })
  const peter = ui.getByRole('row').filter({ hasText: 'Peter Novak' })
  await expect(peter).toContainText('On a call')
  await expect(ui.getByRole('button', { name: 'Spy on Peter Novak' })).toBeDisabled()
  await force(ui, '888')
  await expect(ui.getByText(/You are not allowed/).first()).toBeVisible()
  await expect(ui.getByText(/403 Forbidden/).first()).toBeVisible()
})

test('an idle agent cannot be joined', async ({ signIn }) => {
  const { ui } = await signIn()
  const maria = ui.getByRole('row').filter({ hasText: 'Maria Lopez' })
  await expect(maria).toContainText('Idle')
  await expect(ui.getByRole('button', { name: 'Spy on Maria Lopez' })).toBeDisabled()
  await force(ui, '745')
  await expect(ui.getByText(/not in a call that can be joined/).first()).toBeVisible()
  await expect(ui.getByText(/480/).first()).toBeVisible()
})

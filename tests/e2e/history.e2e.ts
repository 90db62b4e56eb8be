import { expect, test } from './coachline'

test('what Adam did is in the history, also after a restart, until he clears it', async ({
  signIn,
  launch
}) => {
  const { app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  const dock = ui.getByRole('region', { name: 'Supervision' })
  const mode = ui.getByTestId('supervision-mode')
  await expect(mode).toHaveText('Spy')
  await dock.getByRole('button', { name: /Whisper/ }).click()
  await expect(mode).toHaveText('Whisper · sent')
  await expect(dock.getByRole('img', { name: /^Call quality/ })).toBeVisible({ timeout: 20_000 })
  await dock.getByRole('button', { name: 'Hang up' }).click()
  await expect(ui.getByText('You left the call of John Miller.')).toBeVisible()
  await app.close()

  const again = await (await launch()).window()
  await again.getByRole('button', { name: 'History' }).click()
  const row = again.getByRole('button', { name: /John Miller/ })
  await expect(row).toHaveText(/744SpyWhisper0:\d\dGood$/)
  await row.click()
  await expect(again.getByText('Whisper · sent')).toBeVisible()
  await expect(again.getByRole('row', { name: /What you heard \d/ })).toBeVisible()

  await again.getByRole('button', { name: 'Clear' }).click()
  await again.getByRole('dialog').getByRole('button', { name: 'Clear' }).click()
  await expect(again.getByText('No supervisions yet')).toBeVisible()
})

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { hearing } from '../support/app/demo-pbx-process'
import { expect, test } from './coachline'

/** A key of the whole desktop, pressed as a person would: no window of ours has to have the focus. */
async function press(key: string): Promise<void> {
  await promisify(execFile)('xdotool', ['key', '--clearmodifiers', key])
}

test('global hotkeys switch the mode and hang up, and are free again afterwards', async ({
  signIn
}) => {
  const { pbx, app, ui } = await signIn()
  const owned = () =>
    app.electron.evaluate(({ globalShortcut }) =>
      globalShortcut.isRegistered('CommandOrControl+Alt+Shift+1')
    )
  await expect(ui.getByRole('button', { name: 'Spy on John Miller' })).toBeEnabled()
  expect(await owned()).toBe(false)
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  const mode = ui.getByTestId('supervision-mode')
  await expect(mode).toHaveText('Spy')
  await expect.poll(owned).toBe(true)

  await press('ctrl+alt+shift+1')
  await expect(mode).toHaveText('Whisper · sent')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
  await press('ctrl+alt+shift+2')
  await expect(mode).toHaveText('Barge-in · sent')
  expect(await pbx.heard(hearing.both)).toBeTruthy()
  await press('ctrl+alt+shift+0')
  await expect(mode).toHaveText('Spy · sent')
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()
  await press('ctrl+alt+shift+x')
  await expect(ui.getByText('You left the call of John Miller.')).toBeVisible()
  await expect.poll(owned).toBe(false)
})

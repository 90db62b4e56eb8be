import type { ElectronApplication } from '@playwright/test'
import { hearing } from '../support/app/demo-pbx-process'
import { expect, test } from './coachline'

/** Its page runs a loop that never ends; what it captures and sends goes on. */
async function hangEngine(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ webContents }) => {
    const engine = webContents
      .getAllWebContents()
      .find((each) => each.getURL().includes('/audio-engine/index.html'))
    if (!engine) throw new Error('no audio engine')
    void engine.executeJavaScript('for (;;);')
  })
}

test('Adam asks for spy while the audio engine hangs, and can speak again after it', async ({
  signIn
}) => {
  const { pbx, app, ui } = await signIn()
  const dock = ui.getByRole('region', { name: 'Supervision' })
  const mode = ui.getByTestId('supervision-mode')
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(mode).toHaveText('Spy')
  await dock.getByRole('button', { name: /Whisper/ }).click()
  await expect(mode).toHaveText('Whisper · sent')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()

  await hangEngine(app.electron)
  await dock.getByRole('button', { name: /Spy/ }).click()
  await expect(mode).toHaveText('Spy · sent')
  await expect(dock.getByText('Microphone closed')).toBeVisible()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()

  await dock.getByRole('button', { name: /Barge-in/ }).click()
  await expect(mode).toHaveText('Barge-in · sent')
  expect(await pbx.heard(hearing.both)).toBeTruthy()
})

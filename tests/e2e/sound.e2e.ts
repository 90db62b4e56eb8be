import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Slices } from '@contract/ipc/snapshot'
import { fileIn, slicesOf, type RunningApp } from '../support/app/running-app'
import { expect, test } from './coachline'

const secondMicrophone = 'Fake Audio Input 2'

async function openSound(ui: Page): Promise<void> {
  await ui.getByRole('button', { name: 'Settings' }).click()
  await ui.getByRole('button', { name: 'Sound', exact: true }).click()
}

/** The demo PBXs that this app runs. */
async function demoPbxs({ electron }: RunningApp): Promise<number> {
  const names = await electron.evaluate(({ app }) => app.getAppMetrics().map(({ name }) => name))
  return names.filter((name) => name === 'Coachline demo PBX').length
}

/** What is known of the sound; nothing before the devices are. */
async function knownSound(ui: Page): Promise<Slices['sound']> {
  const { sound } = await slicesOf(ui)
  return sound.devices === null
    ? { ...sound, chosen: { microphone: null, speaker: null, ringer: null } }
    : sound
}

test('the chosen microphone is found again after a restart, and by its name on other salt', async ({
  launch,
  startPbx,
  folder
}) => {
  const pbx = await startPbx()
  const file = fileIn(folder, 'acme.json', pbx.provisionFile())
  const first = await launch({ arguments: ['--provision', file] })
  const before = await first.window()
  await openSound(before)
  await before.getByRole('combobox', { name: 'Microphone' }).click()
  await before.getByRole('option', { name: secondMicrophone }).click()
  await before.getByRole('switch', { name: 'Remove echo' }).click({ force: true })
  await before.evaluate(() => window.coachline['sound.setMicrophoneGain']({ gainDb: 6 }))
  const chosen = {
    microphoneGainDb: 6,
    chosen: { microphone: { label: secondMicrophone, isConnected: true }, speaker: null },
    processing: { echoCancellation: false, noiseSuppression: true, autoGainControl: true }
  }
  await expect.poll(() => knownSound(before)).toMatchObject(chosen)
  const { inUse } = await knownSound(before)
  await first.close()

  const second = await launch()
  await expect.poll(async () => knownSound(await second.window())).toMatchObject(chosen)
  await second.close()

  // The settings alone, beside other data of the browser: there the same device has another id.
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(join(elsewhere, 'data'), { recursive: true })
  copyFileSync(join(folder, 'data/settings.json'), join(elsewhere, 'data/settings.json'))
  const third = await (await launch({ folder: elsewhere })).window()
  await expect.poll(() => knownSound(third)).toMatchObject(chosen)
  const sound = await knownSound(third)
  expect(sound.inUse.microphone).toBe(sound.chosen.microphone?.id)
  expect(sound.inUse.microphone).not.toBe(inUse.microphone)
})

test('the microphone can be tested outside of a call and in none, not even in spy', async ({
  signIn
}) => {
  const { ui } = await signIn()
  // There is no keychain here, and what is said about it lies over the buttons.
  await ui.getByRole('button', { name: 'Dismiss' }).click()
  await openSound(ui)
  await ui.getByRole('button', { name: 'Test the microphone' }).click()
  await expect(ui.getByText('Speak now.')).toBeVisible()
  await expect(ui.getByText('This is how you sound.')).toBeVisible()
  await expect(ui.getByRole('button', { name: 'Test the microphone' })).toBeVisible()
  await ui.getByRole('button', { name: 'Back' }).click()

  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await openSound(ui)
  await expect(ui.getByRole('button', { name: 'Test the microphone' })).toBeDisabled()
  const answer = await ui.evaluate(() => window.coachline['sound.testMicrophone']())
  expect(answer).toMatchObject({ ok: false, failure: { reason: 'sound.test-in-call' } })
})

test('an echo call goes through everything that a call goes through, and gives way to a supervision', async ({
  signIn
}) => {
  const { app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Dismiss' }).click()
  await openSound(ui)
  expect(await demoPbxs(app)).toBe(0)
  // The tone of the microphone pauses for nobody: what it takes to come back is when either level was first there.
  await ui.evaluate(() => {
    const first: { said: number | null; heard: number | null } = { said: null, heard: null }
    Object.assign(window, { first })
    window.coachline.onLevels(({ microphoneDbfs, receivedDbfs }) => {
      if (microphoneDbfs > -40) first.said ??= performance.now()
      if (receivedDbfs > -40) first.heard ??= performance.now()
    })
  })
  await ui.getByRole('button', { name: 'Echo call' }).click()
  await expect(ui.getByText('you hear yourself')).toBeVisible()
  expect(await demoPbxs(app)).toBe(1)
  const delay = () =>
    ui.evaluate(() => {
      const { first } = window as unknown as { first: { said: number; heard: number | null } }
      return first.heard === null ? null : first.heard - first.said
    })
  await expect.poll(delay).toBeGreaterThan(800)
  console.info(`from microphone to ear: ${String(Math.round((await delay()) ?? 0))} ms`)
  expect(await delay()).toBeLessThan(3_000)
  expect(await ui.evaluate(() => window.coachline['sound.testMicrophone']())).toMatchObject({
    failure: { reason: 'sound.test-in-call' }
  })
  await ui.getByRole('button', { name: 'Hang up' }).click()
  await expect(ui.getByText('The echo call is over.')).toBeVisible()
  await expect.poll(() => demoPbxs(app)).toBe(0)

  await ui.getByRole('button', { name: 'Echo call' }).click()
  await expect(ui.getByText('you hear yourself')).toBeVisible()
  const joined = await ui.evaluate(() =>
    window.coachline['supervision.join']({ extension: '744', mode: 'spy' })
  )
  expect(joined).toMatchObject({ ok: true })
  await expect(ui.getByText('made room for another call')).toBeVisible()
  await expect.poll(() => demoPbxs(app)).toBe(0)
  await expect
    .poll(async () => (await slicesOf(ui)).supervision)
    .toMatchObject({ phase: 'supervising', mode: 'spy', microphone: 'closed' })
  expect(await ui.evaluate(() => window.coachline['sound.startEchoCall']())).toMatchObject({
    failure: { reason: 'sound.test-in-call' }
  })

  await ui.evaluate(() => window.coachline['supervision.hangUp']())
  await ui.getByRole('button', { name: 'Echo call' }).click()
  await expect(ui.getByText('you hear yourself')).toBeVisible()
  await ui.reload()
  await expect.poll(async () => (await slicesOf(ui)).echoCall.phase).toBe('ended')
  await expect.poll(() => demoPbxs(app)).toBe(0)
})

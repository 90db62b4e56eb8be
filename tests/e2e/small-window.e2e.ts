import type { Page } from '@playwright/test'
import { hudCommandNames } from '@contract/ipc/command-names'
import { hearing } from '../support/app/demo-pbx-process'
import type { RunningApp } from '../support/app/running-app'
import { expect, test } from './coachline'

const isHud = (page: Page) => page.url().includes('/hud/index.html')

/** What Electron says of a window, by the folder of its page. */
function stateOf(app: RunningApp, folder: 'ui' | 'hud') {
  return app.electron.evaluate(({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes(`/${name}/index.html`)
    )
    return window
      ? {
          visible: window.isVisible(),
          focused: window.isFocused(),
          onTop: window.isAlwaysOnTop(),
          bounds: window.getBounds()
        }
      : null
  }, folder)
}

/** The manager turns to another program, or back. */
async function turn(app: RunningApp, where: 'elsewhere' | 'back'): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, away) => {
    const ui = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/ui/index.html')
    )
    if (away) ui?.blur()
    else ui?.focus()
  }, where === 'elsewhere')
}

async function smallWindow(app: RunningApp): Promise<Page> {
  const page =
    app.electron.windows().find(isHud) ?? (await app.electron.waitForEvent('window', isHud))
  await expect.poll(() => stateOf(app, 'hud')).toMatchObject({ visible: true })
  return page
}

test('the small window says who hears the manager while another program is in front', async ({
  signIn
}) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  expect(await stateOf(app, 'hud')).toBeNull()

  await turn(app, 'elsewhere')
  const hud = await smallWindow(app)
  await expect(hud.getByTestId('supervision-mode')).toHaveText('Spy')
  await expect(hud.getByTestId('microphone-badge')).toHaveText('Microphone closed')
  expect(await stateOf(app, 'hud')).toMatchObject({ focused: false, onTop: true })

  await hud.getByRole('button', { name: 'Whisper' }).click()
  await expect(hud.getByTestId('supervision-mode')).toHaveText('Whisper · sent')
  await expect(hud.getByRole('listitem').first()).toHaveText('Agent may hear you')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
  await hud.getByRole('button', { name: 'Mute' }).click()
  await expect(hud.getByTestId('microphone-badge')).toHaveText('Microphone muted')

  await hud.getByRole('button', { name: 'John Miller' }).click()
  await expect.poll(() => stateOf(app, 'ui')).toMatchObject({ focused: true })
  await expect.poll(() => stateOf(app, 'hud')).toMatchObject({ visible: false })

  // Hidden it draws on: what it shows first when it is back is no picture of the past.
  await ui.getByRole('button', { name: 'Unmute' }).click()
  await ui.getByRole('button', { name: 'Barge-in', exact: true }).click()
  await expect(hud.getByTestId('supervision-mode')).toHaveText('Barge-in · sent')
  expect(
    await hud.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => drawn(true))))
  ).toBe(true)

  await turn(app, 'elsewhere')
  await smallWindow(app)
  await hud.getByRole('button', { name: 'Hang up' }).click()
  await expect.poll(() => stateOf(app, 'hud')).toBeNull()
  await expect(ui.getByText('You left the call of John Miller.')).toBeVisible()
})

test('the small window says that the call is over, and goes when the manager comes back', async ({
  signIn
}) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Whisper to John Miller' }).click()
  await turn(app, 'elsewhere')
  const hud = await smallWindow(app)
  pbx.order({ type: 'end-call', extension: '744' })
  await expect(hud.getByText('The call of John Miller is over.')).toBeVisible()
  await expect(hud.getByText('Nobody in that call hears you any more.')).toBeVisible()
  await turn(app, 'back')
  await expect.poll(() => stateOf(app, 'hud')).toBeNull()
})

test('a small window that crashed is made anew, and shows what is so by now', async ({
  signIn
}) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await turn(app, 'elsewhere')
  await smallWindow(app)
  const opened = app.electron.waitForEvent('window', isHud)
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/hud/index.html'))
      ?.webContents.forcefullyCrashRenderer()
  })
  await ui.getByRole('button', { name: 'Whisper', exact: true }).click()
  const hud = await opened
  await expect.poll(() => stateOf(app, 'hud')).toMatchObject({ visible: true, focused: false })
  await expect(hud.getByTestId('supervision-mode')).toHaveText('Whisper · sent')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
})

test('a small window that hangs is hidden before it shows what is not so any more', async ({
  signIn
}) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await turn(app, 'elsewhere')
  const hud = await smallWindow(app)
  const hangs = hud.evaluate(() => {
    const end = performance.now() + 6_000
    while (performance.now() < end);
  })
  await ui.getByRole('button', { name: 'Whisper', exact: true }).click()
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
  await expect
    .poll(() => stateOf(app, 'hud'), { intervals: [50] })
    .toMatchObject({ visible: false })
  await hangs
  await expect.poll(() => stateOf(app, 'hud')).toMatchObject({ visible: true })
  await expect(hud.getByTestId('supervision-mode')).toHaveText('Whisper · sent')
})

test('the small window grows with its text', async ({ signIn }) => {
  const { app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await turn(app, 'elsewhere')
  const hud = await smallWindow(app)
  const inPage = () =>
    hud.evaluate(() => ({
      left: innerHeight - (document.querySelector('.hud')?.getBoundingClientRect().height ?? 0),
      width: innerWidth,
      ratio: devicePixelRatio
    }))
  const before = await inPage()
  expect(Math.abs(before.left)).toBeLessThan(1)
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/hud/index.html'))
      ?.webContents.sendInputEvent({ type: 'keyDown', keyCode: '=', modifiers: ['control'] })
  })
  await expect.poll(async () => (await inPage()).ratio).toBeGreaterThan(before.ratio)
  await expect
    .poll(async () => Math.abs((await inPage()).width - before.width))
    .toBeLessThanOrEqual(1)
  await expect.poll(async () => Math.abs((await inPage()).left)).toBeLessThan(2)
})

test('the small window is there when, and as long as, the settings say so', async ({ signIn }) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await ui.getByRole('button', { name: 'Settings' }).click()
  await ui.getByRole('button', { name: 'Appearance' }).click()

  await ui.getByText('Always', { exact: true }).click()
  await smallWindow(app)
  expect(await stateOf(app, 'ui')).toMatchObject({ focused: true })

  await ui.getByText('Never', { exact: true }).click()
  await expect.poll(() => stateOf(app, 'hud')).toMatchObject({ visible: false })
  await turn(app, 'elsewhere')
  await ui.getByRole('button', { name: 'Whisper', exact: true }).click()
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
  expect(await stateOf(app, 'hud')).toMatchObject({ visible: false })

  // Closed by hand it stays away until the next supervision.
  await ui.getByText('Always', { exact: true }).click()
  await smallWindow(app)
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/hud/index.html'))
      ?.close()
  })
  await ui.getByRole('button', { name: 'Spy', exact: true }).click()
  expect(await pbx.heard(hearing.nobody)).toBeTruthy()
  expect(await stateOf(app, 'hud')).toBeNull()
})

test('the small window comes back to where it was left, and with its main window closed', async ({
  signIn
}) => {
  const { app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await turn(app, 'elsewhere')
  const first = await smallWindow(app)
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/hud/index.html'))
      ?.setPosition(120, 5_000)
  })
  // Where nobody can see it is no place for it.
  const left = { x: 120, y: 1024 - 139 }
  await expect.poll(async () => (await stateOf(app, 'hud'))?.bounds).toMatchObject({ x: 120 })
  await expect
    .poll(async () => (await stateOf(app, 'hud'))?.bounds.y)
    .toBeLessThanOrEqual(left.y + 1)
  const bounds = (await stateOf(app, 'hud'))?.bounds

  await first.getByRole('button', { name: 'Hang up' }).click()
  await expect.poll(() => stateOf(app, 'hud')).toBeNull()
  await ui.getByRole('button', { name: 'Spy on John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Spy')
  await ui.close()
  const second = await smallWindow(app)
  expect((await stateOf(app, 'hud'))?.bounds).toEqual(bounds)
  await expect(second.getByTestId('supervision-mode')).toHaveText('Spy')
  expect(await second.evaluate(() => Object.keys(window.coachline).sort())).toEqual(
    [...hudCommandNames, 'onSnapshotChanged'].sort()
  )
  const opened = app.electron.waitForEvent('window', (page) => page.url().includes('/ui/'))
  await second.getByRole('button', { name: 'John Miller' }).click()
  await opened
  await expect.poll(() => stateOf(app, 'hud')).toMatchObject({ visible: false })
})

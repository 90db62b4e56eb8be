import { hearing } from '../support/app/demo-pbx-process'
import { expect, test } from './coachline'

test('the call goes on without its window, and a new window shows it', async ({ signIn }) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Whisper to John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Whisper')
  await pbx.heard(hearing.agent)

  await ui.close()
  expect(await pbx.heard(hearing.agent)).toBeTruthy()

  const opened = app.electron.waitForEvent('window')
  await app.startAgain()
  await opened
  const again = await app.window()
  await expect(again.getByTestId('supervision-mode')).toHaveText('Whisper')
  expect(await pbx.heard(hearing.agent)).toBeTruthy()
  await again.getByRole('button', { name: 'Hang up' }).click()
  await expect(again.getByText('You left the call of John Miller.')).toBeVisible()
})

test('the call goes on when the window is reloaded or its process dies', async ({ signIn }) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Barge-in with John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Barge-in')
  await ui.reload()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Barge-in')
  expect(await pbx.heard(hearing.both)).toBeTruthy()

  await app.electron.evaluate(({ BrowserWindow }) => {
    const ui = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/ui/index.html')
    )
    ui?.webContents.forcefullyCrashRenderer()
  })
  expect(await pbx.heard(hearing.both)).toBeTruthy()
  // The crashed page is gone for the test driver: main itself says what the new one shows.
  await expect
    .poll(() =>
      app.electron.evaluate(async ({ BrowserWindow }) => {
        const ui = BrowserWindow.getAllWindows().find(({ webContents }) =>
          webContents.getURL().includes('/ui/index.html')
        )
        const look = 'document.querySelector("[data-testid=supervision-mode]")?.textContent ?? ""'
        return ui && !ui.webContents.isCrashed()
          ? ((await ui.webContents.executeJavaScript(look)) as string)
          : ''
      })
    )
    .toContain('Barge-in')
})

test('the text can be made larger, and the dock stays whole in a narrow window', async ({
  signIn
}) => {
  const { app, ui } = await signIn()
  const size = () => ui.evaluate(() => ({ width: innerWidth, ratio: devicePixelRatio }))
  const before = await size()
  // The test driver's keys go past the program: main has to see them before the page does.
  const press = (keyCode: string) =>
    app.electron.evaluate(({ BrowserWindow }, key) => {
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('/ui/index.html'))
        ?.webContents.sendInputEvent({ type: 'keyDown', keyCode: key, modifiers: ['control'] })
    }, keyCode)
  await press('=')
  await expect.poll(async () => (await size()).ratio).toBeGreaterThan(before.ratio)
  await press('0')
  await expect.poll(size).toEqual(before)

  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/ui/index.html'))
      ?.setContentSize(360, 640)
  })
  await expect.poll(async () => (await size()).width).toBe(360)
  await ui.getByRole('button', { name: 'Whisper to John Miller' }).click()
  const dock = ui.getByRole('region', { name: 'Supervision' })
  for (const name of ['Spy', 'Whisper', 'Barge-in', 'Mute', 'Hang up'])
    await expect(dock.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })
  await expect(dock.getByText('Microphone open')).toBeInViewport({ ratio: 1 })
  for (const party of await dock.getByRole('listitem').all())
    await expect(party).toBeInViewport({ ratio: 1 })
})

test('windows cannot leave their page, open others or reach the file system', async ({
  launch
}) => {
  const app = await launch()
  const ui = await app.window()
  const found = await ui.evaluate(() => ({
    opened: window.open('about:blank') !== null,
    node: 'require' in window || 'process' in window,
    api: Object.keys(window.coachline).length > 0
  }))
  expect(found).toEqual({ opened: false, node: false, api: true })
  const before = ui.url()
  await ui.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await expect.poll(() => ui.url()).toBe(before)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hearing } from '../support/app/demo-pbx-process'
import type { RunningApp } from '../support/app/running-app'
import { expect, test } from './coachline'

/** What the dialogs said, and the answer that each waits for. The system's own cannot be read or pressed. */
interface Dialogs {
  readonly asked: { detail: string; buttons: string[] }[]
  loads: number
  crashing: boolean
  answer: (button: string) => void
}
type World = typeof globalThis & { dialogs: Dialogs }

/** From now on the page really crashes whenever it has been loaded. */
async function crashAtEveryLoad(app: RunningApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow, dialog, shell }) => {
    const dialogs: Dialogs = { asked: [], loads: 0, crashing: true, answer: () => undefined }
    ;(globalThis as World).dialogs = dialogs
    dialog.showMessageBox = ((_window: unknown, options: Electron.MessageBoxOptions) => {
      const buttons = options.buttons ?? []
      dialogs.asked.push({ detail: options.detail ?? '', buttons })
      return new Promise((resolve) => {
        dialogs.answer = (button) => {
          resolve({ response: buttons.indexOf(button), checkboxChecked: false })
        }
      })
    }) as typeof dialog.showMessageBox
    shell.showItemInFolder = () => undefined
    const ui = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/ui/index.html')
    )
    ui?.webContents.on('dom-ready', () => {
      dialogs.loads += 1
      if (dialogs.crashing) ui.webContents.forcefullyCrashRenderer()
    })
    ui?.webContents.forcefullyCrashRenderer()
  })
}

const dialogsOf = (app: RunningApp) =>
  app.electron.evaluate(() => {
    const { asked, loads } = (globalThis as World).dialogs
    return { asked, loads }
  })
const answer = (app: RunningApp, button: string) =>
  app.electron.evaluate((_electron, pressed) => {
    ;(globalThis as World).dialogs.answer(pressed)
  }, button)

const shownText = (app: RunningApp) =>
  app.electron.evaluate(async ({ BrowserWindow }) => {
    const ui = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/ui/index.html')
    )
    const look = 'document.body?.innerText ?? ""'
    return ui && !ui.webContents.isCrashed()
      ? ((await ui.webContents.executeJavaScript(look)) as string)
      : ''
  })

test('a page that crashes at every load is left alone, and the call goes on', async ({
  signIn,
  folder
}) => {
  const { pbx, app, ui } = await signIn()
  await ui.getByRole('button', { name: 'Barge-in with John Miller' }).click()
  await expect(ui.getByTestId('supervision-mode')).toHaveText('Barge-in')
  await crashAtEveryLoad(app)

  await expect.poll(async () => (await dialogsOf(app)).asked.length).toBe(1)
  const first = await dialogsOf(app)
  expect(first.loads).toBe(2)
  expect(first.asked[0]?.detail).toContain('Your call goes on')
  expect(first.asked[0]?.buttons).toEqual(['Try again', 'Show the log', 'Hang up and quit'])
  const logFile = join(folder, 'data', 'logs', 'coachline.log')
  expect(first.asked[0]?.detail).toContain(logFile)
  await expect.poll(() => readFileSync(logFile, 'utf8')).toContain('again and again')
  expect(await pbx.heard(hearing.both)).toBeTruthy()

  // The log was looked at, and the page is still as bad as it was.
  await answer(app, 'Show the log')
  await expect.poll(async () => (await dialogsOf(app)).asked.length).toBe(2)
  await answer(app, 'Try again')
  await expect.poll(async () => (await dialogsOf(app)).asked.length).toBe(3)
  expect((await dialogsOf(app)).loads).toBe(5)
  expect(await pbx.heard(hearing.both)).toBeTruthy()

  await app.electron.evaluate(() => {
    ;(globalThis as World).dialogs.crashing = false
  })
  await answer(app, 'Try again')
  await expect.poll(() => shownText(app)).toContain('Barge-in')
  expect(await pbx.heard(hearing.both)).toBeTruthy()
})

test('a page that crashes at every load can be quit', async ({ launch }) => {
  const app = await launch()
  await app.window()
  const closed = app.electron.waitForEvent('close')
  await crashAtEveryLoad(app)
  await expect.poll(async () => (await dialogsOf(app)).asked.length).toBe(1)
  expect((await dialogsOf(app)).asked[0]?.buttons).toContain('Quit')
  await answer(app, 'Quit').catch(() => undefined)
  await closed
})

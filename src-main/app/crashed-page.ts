import type { BrowserWindow } from 'electron'
import type { Log } from './log'
import { RepeatedCrashes } from './repeated-crashes'

/**
 * Tells a person that the page of a window crashes again and again.
 *
 * @returns whether to load it once more
 */
export type AsksAboutCrashes = (window: BrowserWindow) => Promise<boolean>

/**
 * Loads a page again when its process is gone. One that crashes at every load is left alone until a person decides:
 * loading it without end would take the computer from the call that goes on meanwhile.
 */
export function recoverFromCrashes(window: BrowserWindow, asks: AsksAboutCrashes, log: Log): void {
  const crashes = new RepeatedCrashes()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (window.isDestroyed()) return
    if (!crashes.add(Date.now())) {
      log.warn(`the UI window's process is gone (${reason}): loading it again`)
      window.webContents.reload()
      return
    }
    log.error(`the UI window's process is gone (${reason}), again and again: it is not loaded`)
    // The dialog belongs to the window, and a page that crashed before it was painted has never shown it.
    if (!window.isVisible()) window.showInactive()
    void asks(window).then((again) => {
      if (!again || window.isDestroyed()) return
      crashes.forget()
      window.webContents.reload()
    })
  })
}

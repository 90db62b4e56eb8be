import { app, dialog, shell } from 'electron'
import texts from '../../resources/locales/en.json'
import type { AsksAboutCrashes } from './crashed-page'
import { logFileIn } from './log'

/**
 * A dialog of the system, because nothing of ours can be shown. Whoever looks at the log is asked again afterwards.
 * Main goes on meanwhile: the calls, the hotkeys and the tray are not touched.
 */
export function crashDialog(userDataFolder: string, inCall: () => boolean): AsksAboutCrashes {
  const words = texts.crash
  const logFile = logFileIn(userDataFolder)
  return async (window) => {
    for (;;) {
      const calls = inCall()
      const { response } = await dialog.showMessageBox(window, {
        type: 'error',
        title: words.title,
        message: words.text,
        detail: [...(calls ? [words.inCall] : []), `${words.log} ${logFile}`].join('\n\n'),
        buttons: [words.tryAgain, words.showLog, calls ? words.quitInCall : words.quit],
        defaultId: 0,
        // Whoever closes the dialog has not asked to quit, least of all in a call.
        cancelId: 0,
        noLink: true
      })
      if (response === 0) return true
      if (response === 2) {
        app.quit()
        return false
      }
      shell.showItemInFolder(logFile)
    }
  }
}

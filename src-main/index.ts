import { app, session } from 'electron'
import { handedOver, nothingAsked, parseCommandLine } from './app/command-line'
import { confine } from './app/ui-window'
import { startCoachline } from './composition-root'

// A packaged app still honours Chromium's debugging port, and whoever reaches it owns the microphone.
const debugged = ['remote-debugging-port', 'remote-debugging-pipe'].some((name) =>
  app.commandLine.hasSwitch(name)
)

const commandLine = parseCommandLine(process.argv, process.cwd())

if ((app.isPackaged && debugged) || !app.requestSingleInstanceLock(commandLine)) {
  app.quit()
} else {
  app.on('web-contents-created', (_event, contents) => {
    confine(contents)
  })
  void app.whenReady().then(async () => {
    // The audio engine has a session of its own; no other window may ask the system for anything.
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
      answer(false)
    })
    session.defaultSession.setPermissionCheckHandler(() => false)
    const coachline = startCoachline(commandLine)
    app.on('second-instance', (_event, _argv, _workingFolder, data) => {
      coachline.startedAgain(handedOver(data))
    })
    app.on('activate', () => {
      coachline.startedAgain(nothingAsked)
    })
    // The UI window may be closed while a supervision goes on: quitting is decided by us alone.
    app.on('window-all-closed', () => undefined)
    let stopped = false
    app.on('before-quit', (event) => {
      if (stopped) return
      event.preventDefault()
      void coachline.stop().finally(() => {
        stopped = true
        app.quit()
      })
    })
    await coachline.ready
  })
}

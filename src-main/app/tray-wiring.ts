import { app } from 'electron'
import texts from '../../resources/locales/en.json'
import type { Phone } from '../phone/phone'
import type { Supervisor } from '../supervision/supervisor'
import type { EchoCall } from './echo-call'
import type { Log } from './log'
import { resourcePath } from './paths'
import { trayCallActions } from './tray-calls'
import { TrayIcon } from './tray-icon'

export interface TrayParts {
  readonly window: { show(): void }
  readonly phone: Phone
  readonly supervisor: Supervisor
  readonly echoCall: EchoCall
  readonly log: Log
}

/** The icon of the tray, joined to the window and to the calls. */
export function wireTray({ window, phone, supervisor, echoCall, log }: TrayParts): TrayIcon {
  return new TrayIcon(
    resourcePath('icons/tray.png'),
    texts.tray,
    {
      open: () => {
        window.show()
      },
      ...trayCallActions(phone, supervisor, echoCall),
      quit: () => {
        app.quit()
      }
    },
    log
  )
}

import { app } from 'electron'
import { ok } from '@contract/ipc/result'
import type { CustomerDirectory } from '../customers/customer-directory'
import type { CommandHandlers, IpcGate } from '../ipc/gate'
import { Hud } from './hud/hud'
import { openHudPlaces } from './hud/hud-places'
import { HudWindow } from './hud/hud-window'
import { scoped, type Log } from './log'
import type { UiWindow } from './ui-window'

export interface HudParts {
  readonly gate: IpcGate
  readonly window: UiWindow
  readonly directory: CustomerDirectory
  /** the user-data folder */
  readonly folder: string
  readonly log: Log
}

type HudCommand = Extract<keyof CommandHandlers, `hud.${string}` | 'window.show'>

export interface WiredHud extends Pick<Hud, 'update' | 'refresh' | 'close'> {
  readonly commands: Pick<CommandHandlers, HudCommand>
}

/** The small window, joined to the settings and to the main window. */
export function wireHud({ gate, window, directory, folder, log }: HudParts): WiredHud {
  const hudLog = scoped(log, 'hud')
  const small: HudWindow = new HudWindow({
    gate,
    log: hudLog,
    places: openHudPlaces(folder, hudLog),
    zoomLevel: () => window.zoomLevel,
    closed: () => {
      hud.dismiss()
    }
  })
  const hud = new Hud({
    window: small,
    settings: () => directory.current.hud,
    isMainInFront: () => window.isInFront
  })
  window.onFrontChange(() => {
    hud.refresh()
  })
  return {
    update: (view, revision) => {
      hud.update(view, revision)
    },
    refresh: () => {
      hud.refresh()
    },
    close: () => {
      hud.close()
    },
    commands: {
      'hud.set': (settings) => directory.setHud(settings),
      'hud.fit': ({ heightPx }) => {
        small.fit(heightPx)
        return ok()
      },
      'hud.drawn': ({ revision }) => {
        small.drawn(revision)
        return ok()
      },
      'window.show': () => {
        window.show()
        // A click in a panel does not make this the front program there.
        if (process.platform === 'darwin') app.focus({ steal: true })
        return ok()
      }
    }
  }
}

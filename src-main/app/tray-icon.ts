import { Menu, nativeImage, Tray } from 'electron'
import type { Log } from './log'

/** The words of the tray menu, from the locale file. */
export interface TrayTexts {
  readonly open: string
  readonly hangUp: string
  readonly quit: string
}

/** The way back to the window while it is closed, and to the hang-up while a supervision goes on without it. */
export class TrayIcon {
  private tray: Tray | null = null
  private shown: boolean | null = null

  constructor(
    private readonly icon: string,
    private readonly texts: TrayTexts,
    private readonly actions: Readonly<Record<keyof TrayTexts, () => void>>,
    private readonly log: Log
  ) {}

  /** Told of every change of the state; a menu is built only for those that it shows. */
  update({ supervising }: { supervising: boolean }): void {
    if (supervising === this.shown) return
    this.shown = supervising
    const tray = this.open()
    if (!tray) return
    const { texts, actions } = this
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.open, click: actions.open },
        { label: texts.hangUp, click: actions.hangUp, enabled: supervising },
        { type: 'separator' },
        { label: texts.quit, click: actions.quit }
      ])
    )
  }

  /** A desktop without a tray is no reason to fail: the app can be started again to show its window. */
  private open(): Tray | null {
    if (this.tray) return this.tray
    try {
      this.tray = new Tray(nativeImage.createFromPath(this.icon))
      this.tray.setToolTip('Coachline')
      this.tray.on('click', this.actions.open)
    } catch (error) {
      this.log.warn(`no tray icon: ${String(error)}`)
    }
    return this.tray
  }
}

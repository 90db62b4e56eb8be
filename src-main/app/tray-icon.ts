import { isDeepStrictEqual } from 'node:util'
import { Menu, nativeImage, Tray } from 'electron'
import type { Log } from './log'

/** The words of the tray menu, from the locale file. */
export interface TrayTexts {
  readonly open: string
  readonly hangUp: string
  readonly answer: string
  readonly reject: string
  readonly quit: string
}

/** What the menu offers. */
export interface TrayState {
  readonly canHangUp: boolean
  /** who calls; null when nobody does */
  readonly ringing: string | null
  /** false while answering needs a choice that only the window offers */
  readonly canAnswer: boolean
}

/** The way back to the window while it is closed, and to the calls that go on or ring without it. */
export class TrayIcon {
  private tray: Tray | null = null
  private shown: TrayState | null = null

  constructor(
    private readonly icon: string,
    private readonly texts: TrayTexts,
    private readonly actions: Readonly<Record<keyof TrayTexts, () => void>>,
    private readonly log: Log
  ) {}

  /** Told of every change of the state; a menu is built only for those that it shows. */
  update(state: TrayState): void {
    if (isDeepStrictEqual(state, this.shown)) return
    this.shown = state
    const { canHangUp, ringing, canAnswer } = state
    const tray = this.open()
    if (!tray) return
    const { texts, actions } = this
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.open, click: actions.open },
        ...(ringing === null
          ? []
          : [
              { label: `${texts.answer}: ${ringing}`, click: actions.answer, enabled: canAnswer },
              { label: `${texts.reject}: ${ringing}`, click: actions.reject }
            ]),
        { label: texts.hangUp, click: actions.hangUp, enabled: canHangUp },
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

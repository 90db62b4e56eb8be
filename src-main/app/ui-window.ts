import { BrowserWindow, nativeTheme } from 'electron'
import type { IpcGate } from '../ipc/gate'
import { recoverFromCrashes, type AsksAboutCrashes } from './crashed-page'
import type { Log } from './log'
import { builtPaths, pageUrl, resourcePath } from './paths'
import { windowBackground } from './window-background'
import { zoomByKeys } from './window-zoom'

export interface UiWindowListener {
  /** A page begins: the first one, or one in place of what was reloaded or crashed. */
  loads(): void
  closed(): void
}

/** The one UI window. Closing, reloading or crashing it never touches a call: it only shows state. */
export class UiWindow {
  private window: BrowserWindow | null = null
  private frontChanged = (): void => {}

  constructor(
    private readonly gate: IpcGate,
    private readonly log: Log,
    private readonly asksAboutCrashes: AsksAboutCrashes,
    private readonly listener: UiWindowListener
  ) {}

  /** Whoever looks at the screen most likely looks at this window. */
  get isInFront(): boolean {
    const { window } = this
    return window !== null && window.isFocused() && window.isVisible() && !window.isMinimized()
  }

  /** What somebody chose for their eyes. */
  get zoomLevel(): number {
    return this.window?.webContents.getZoomLevel() ?? 0
  }

  /** `isInFront` may have changed. */
  onFrontChange(listener: () => void): void {
    this.frontChanged = listener
  }

  /** Opens the window, or brings the open one to the front. */
  show(): void {
    if (!this.window) {
      this.open('active')
      return
    }
    if (this.window.isMinimized()) this.window.restore()
    this.window.show()
    this.window.focus()
  }

  /** Opens the window, or shows the open one, and leaves the focus where it is. */
  showInactive(): void {
    if (this.window) this.window.showInactive()
    else this.open('inactive')
  }

  /** Blinks in the task bar, or stops to. */
  setAttention(wanted: boolean): void {
    if (this.window && (!wanted || !this.window.isFocused())) this.window.flashFrame(wanted)
  }

  private open(how: 'active' | 'inactive'): void {
    const page = pageUrl('ui')
    const window = new BrowserWindow({
      width: 980,
      height: 680,
      minWidth: 360,
      minHeight: 520,
      show: false,
      title: 'Coachline',
      icon: resourcePath('icons/coachline.png'),
      backgroundColor: windowBackground(nativeTheme.shouldUseDarkColors),
      webPreferences: {
        preload: builtPaths.preload('ui'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false
      }
    })
    this.window = window
    window.removeMenu()
    zoomByKeys(window.webContents)
    this.gate.admit(window.webContents, 'ui', page)
    window.once('ready-to-show', () => {
      if (how === 'active') window.show()
      else window.showInactive()
    })
    const frontChanged = () => {
      this.frontChanged()
    }
    window.on('focus', frontChanged).on('blur', frontChanged)
    window.on('minimize', frontChanged).on('restore', frontChanged)
    window.on('show', frontChanged).on('hide', frontChanged)
    window.on('closed', () => {
      this.window = null
      this.frontChanged()
      this.listener.closed()
    })
    recoverFromCrashes(window, this.asksAboutCrashes, this.log)
    window.webContents.on('did-start-loading', () => {
      this.listener.loads()
    })
    void window.loadURL(page)
  }
}

/** Windows show their own page and nothing else: no navigation, no new windows, no embedded pages. */
export function confine(contents: Electron.WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (event.url !== contents.getURL()) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
}

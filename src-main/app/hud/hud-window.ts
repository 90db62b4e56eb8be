import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { IpcGate } from '../../ipc/gate'
import type { Log } from '../log'
import { builtPaths, pageUrl, resourcePath } from '../paths'
import { RepeatedCrashes } from '../repeated-crashes'
import { windowBackground } from '../window-background'
import { zoomByKeys } from '../window-zoom'
import { DrawWatch } from './draw-watch'
import { arrangementName, hudPlace, type Point, type Screen } from './hud-place'
import type { HudPlaces } from './hud-places'

/** At the usual size of text; the height is what the page needs. */
const widthPx = 340

/** Moves come one by one while somebody drags. */
const dragOverMs = 400

export interface HudWindowPorts {
  readonly gate: IpcGate
  readonly log: Log
  readonly places: HudPlaces
  /** of the main window */
  zoomLevel(): number
  /** by a person, and not by us */
  closed(): void
}

/**
 * The small window that stays on top. It is shown only once its page has something to show, never takes the focus by
 * itself, and draws on while it is hidden: what it shows first when it comes back must not be a picture of the past.
 */
export class HudWindow {
  private window: BrowserWindow | null = null
  private wanted = false
  private hiddenFromCapture = true
  /** null until the page has said it */
  private heightPx: number | null = null
  private placedAt: Point | null = null
  private readonly draws = new DrawWatch(() => {
    this.ports.log.warn('the small window does not keep up: it is hidden until it does')
    this.window?.hide()
  })
  private drag: NodeJS.Timeout | null = null
  private readonly crashes = new RepeatedCrashes()

  constructor(private readonly ports: HudWindowPorts) {
    const place = () => {
      this.place()
    }
    screen.on('display-added', place).on('display-removed', place)
    screen.on('display-metrics-changed', place)
  }

  show(): void {
    this.wanted = true
    this.window ??= this.open()
    this.reveal()
  }

  hide(): void {
    this.wanted = false
    this.window?.hide()
  }

  close(): void {
    this.wanted = false
    this.discard()
  }

  setHiddenFromCapture(hidden: boolean): void {
    if (hidden === this.hiddenFromCapture) return
    this.hiddenFromCapture = hidden
    this.window?.setContentProtection(hidden)
  }

  /** The page said how high it is. */
  fit(heightPx: number): void {
    this.heightPx = heightPx
    this.place()
    this.reveal()
  }

  mustDraw(revision: number): void {
    // A page that is still loading begins with what is so by then.
    if (this.heightPx !== null) this.draws.expect(revision)
  }

  /** The page shows this revision. */
  drawn(revision: number): void {
    this.draws.see(revision)
    this.reveal()
  }

  private reveal(): void {
    if (!this.wanted || !this.window || this.heightPx === null || this.window.isVisible()) return
    if (this.draws.isLate) return
    this.place()
    this.window.showInactive()
  }

  private place(): void {
    if (!this.window || this.heightPx === null) return
    const factor = this.window.webContents.getZoomFactor()
    const size = { width: Math.round(widthPx * factor), height: Math.ceil(this.heightPx * factor) }
    const screens = allScreens()
    // Under the pointer that drags it, it only grows.
    const left = this.drag
      ? this.window.getBounds()
      : this.ports.places.of(arrangementName(screens))
    const place = hudPlace(screens, size, left)
    this.placedAt = place
    this.window.setBounds(place)
  }

  /** After a drag. What we did ourselves is nothing to remember. */
  private moved(): void {
    if (this.drag) clearTimeout(this.drag)
    this.drag = setTimeout(() => {
      this.drag = null
      if (!this.window || !this.placedAt) return
      const { x, y } = this.window.getBounds()
      if (x === this.placedAt.x && y === this.placedAt.y) return
      this.ports.places.leave(arrangementName(allScreens()), { x, y })
      this.place()
    }, dragOverMs)
  }

  private open(): BrowserWindow {
    const page = pageUrl('hud')
    const window = new BrowserWindow({
      width: widthPx,
      height: 138,
      show: false,
      title: 'Coachline',
      icon: resourcePath('icons/coachline.png'),
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      alwaysOnTop: true,
      // On macOS a click reaches its button at once, and neither it nor the window brings Coachline forward.
      acceptFirstMouse: true,
      ...(process.platform === 'darwin' && { type: 'panel' }),
      backgroundColor: windowBackground(nativeTheme.shouldUseDarkColors),
      webPreferences: {
        preload: builtPaths.preload('hud'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        backgroundThrottling: false
      }
    })
    const { webContents } = window
    window.removeMenu()
    window.setAlwaysOnTop(true, 'floating')
    if (process.platform !== 'win32')
      window.setVisibleOnAllWorkspaces(true, {
        visibleOnFullScreen: true,
        // Without it the icon leaves the dock for a moment.
        skipTransformProcessType: true
      })
    window.setContentProtection(this.hiddenFromCapture)
    zoomByKeys(webContents, () => {
      this.place()
    })
    this.ports.gate.admit(webContents, 'hud', page)
    window.on('move', () => {
      this.moved()
    })
    window.on('close', () => {
      this.window = null
      this.heightPx = null
      this.ports.closed()
    })
    webContents.on('render-process-gone', (_event, { reason }) => {
      this.ports.log.warn(`the small window's process is gone (${reason})`)
      this.openAnew()
    })
    webContents.on('unresponsive', () => {
      this.ports.log.warn('the small window hangs')
      this.openAnew()
    })
    webContents.once('dom-ready', () => {
      webContents.setZoomLevel(this.ports.zoomLevel())
    })
    void window.loadURL(page)
    return window
  }

  /** What it shows may be wrong by now: nothing is better than that, also when it crashes whenever it is made. */
  private openAnew(): void {
    this.discard()
    if (!this.crashes.add(Date.now()) && this.wanted) this.window = this.open()
  }

  private discard(): void {
    if (this.drag) clearTimeout(this.drag)
    this.drag = null
    this.draws.forget()
    this.window?.destroy()
    this.window = null
    this.heightPx = null
    this.placedAt = null
  }
}

function allScreens(): [Screen, ...Screen[]] {
  const primary = screen.getPrimaryDisplay()
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
}

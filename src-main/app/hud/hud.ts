import type { SupervisionView } from '@contract/ipc/snapshot'
import type { HudSettings } from '@contract/settings/hud'
import { isHudWanted } from './hud-visibility'

export interface HudPorts {
  readonly window: {
    show(): void
    /** It goes on in memory, and up to date. */
    hide(): void
    /** Nothing of it is left. */
    close(): void
    setHiddenFromCapture(hidden: boolean): void
  }
  settings(): HudSettings
  isMainInFront(): boolean
}

/** A focus that leaves and comes back within this is nothing that somebody did: it would be a flash on the screen. */
export const settleMs = 150

/** When the small window is there. It is made when it is first wanted, and gone with the supervision. */
export class Hud {
  private supervising = false
  /** somebody closed it: it stays away until the next supervision */
  private dismissed = false
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly ports: HudPorts) {}

  update({ phase }: SupervisionView): void {
    const supervising = phase !== 'idle'
    if (supervising === this.supervising) return
    this.supervising = supervising
    this.dismissed = false
    this.refresh()
  }

  /** The settings changed, or the main window came to the front or left it. */
  refresh(): void {
    const { window } = this.ports
    const { shown, hiddenFromCapture } = this.ports.settings()
    if (!this.supervising) {
      this.stopWaiting()
      window.close()
      return
    }
    window.setHiddenFromCapture(hiddenFromCapture)
    if (this.isWanted(shown)) {
      this.timer ??= setTimeout(() => {
        this.timer = null
        window.show()
      }, settleMs)
    } else {
      this.stopWaiting()
      window.hide()
    }
  }

  /** Somebody closed it. */
  dismiss(): void {
    this.dismissed = true
    this.refresh()
  }

  /** The app quits. */
  close(): void {
    this.stopWaiting()
    this.ports.window.close()
  }

  private isWanted(shown: HudSettings['shown']): boolean {
    const mainInFront = this.ports.isMainInFront()
    return !this.dismissed && isHudWanted({ shown, supervising: this.supervising, mainInFront })
  }

  private stopWaiting(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}

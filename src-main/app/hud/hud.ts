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
    /** It shows this revision of the snapshot soon, or nothing. */
    mustDraw(revision: number): void
  }
  settings(): HudSettings
  isMainInFront(): boolean
}

/** A focus that leaves and comes back within this is nothing that somebody did: it would be a flash on the screen. */
export const settleMs = 150

/** How long it says why a supervision is over, to whoever did not end it. */
export const partingMs = 10_000

/**
 * When the small window is there. It is made when it is first wanted, and destroyed afterwards.
 *
 * ```
 *  over ──join──► on ──ended by the manager, or not shown──────────────► over
 *                  ├──ended otherwise, while shown──► parting ──10 s───► over
 *                  └◄───────────────────────join──────┘
 * ```
 */
export class Hud {
  private phase: 'over' | 'on' | 'parting' = 'over'
  private shown = false
  /** somebody closed it: it stays away until the next supervision */
  private dismissed = false
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly ports: HudPorts) {}

  /** @param revision - of the snapshot that has the view */
  update(view: SupervisionView, revision: number): void {
    this.ports.window.mustDraw(revision)
    if ((view.phase !== 'idle') === (this.phase === 'on')) return
    this.stopWaiting()
    if (view.phase !== 'idle') {
      this.phase = 'on'
      this.dismissed = false
    } else if (this.shown && isNews(view.last)) {
      this.phase = 'parting'
      this.wait(partingMs, () => {
        this.close()
      })
    } else {
      this.phase = 'over'
    }
    this.refresh()
  }

  /** The settings changed, or the main window came to the front or left it. */
  refresh(): void {
    const { window } = this.ports
    const { shown, hiddenFromCapture } = this.ports.settings()
    window.setHiddenFromCapture(hiddenFromCapture)
    if (this.phase !== 'over' && this.isWanted(shown)) {
      if (this.shown || this.timer) return
      this.wait(settleMs, () => {
        this.shown = true
        window.show()
      })
    } else if (this.phase === 'on') {
      this.stopWaiting()
      this.shown = false
      window.hide()
    } else this.close()
  }

  /** Somebody closed it. */
  dismiss(): void {
    this.dismissed = true
    this.refresh()
  }

  close(): void {
    this.stopWaiting()
    if (this.phase === 'parting') this.phase = 'over'
    this.shown = false
    this.ports.window.close()
  }

  private isWanted(shown: HudSettings['shown']): boolean {
    const mainInFront = this.ports.isMainInFront()
    return !this.dismissed && isHudWanted({ shown, supervising: true, mainInFront })
  }

  private wait(ms: number, then: () => void): void {
    this.timer = setTimeout(() => {
      this.timer = null
      then()
    }, ms)
  }

  private stopWaiting(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}

/** Whoever hung up knows it. */
function isNews(last: Extract<SupervisionView, { phase: 'idle' }>['last']): boolean {
  return last !== null && (last.by !== 'manager' || last.failure !== null)
}

import type { Subscribing } from '@contract/ipc/snapshot'

/** What takes less is over before it can be read. */
const hiddenForMs = 2_000
const betweenUpdatesMs = 250

/** SUBSCRIBEs that are being sent, as the window shows them: not for short ones, and a few times a second. */
export class SubscribingView {
  private startedAt: number | null = null
  private shownAt = 0
  view: Subscribing | null = null

  constructor(
    private readonly changed: (view: Subscribing | null) => void,
    private readonly now: () => number
  ) {}

  /** @param burst - null when nothing is left to send */
  update(burst: Subscribing | null): void {
    if (!burst) {
      this.startedAt = null
      this.show(null)
      return
    }
    const now = this.now()
    this.startedAt ??= now
    if (now - this.startedAt < hiddenForMs || now - this.shownAt < betweenUpdatesMs) return
    this.shownAt = now
    this.show(burst)
  }

  private show(view: Subscribing | null): void {
    if (this.view === view) return
    this.view = view
    this.changed(view)
  }
}

import type { SupervisionView } from '@contract/ipc/snapshot'

/**
 * How long a join or a change of mode may be under way before anybody is told. Drawing, a menu and global hotkeys take
 * the processor from the INVITE, the microphone and the code just then (13 ms of a change from spy, up to 40 ms of a
 * join, on two cores), and much of it is over by then.
 */
const calmMs = 30

/** Passes views on: at once, but one of something under way only when that takes its time. */
export class CalmSupervision {
  private latest: SupervisionView | null = null
  private timer: NodeJS.Timeout | null = null
  private waiting: (() => void)[] = []

  constructor(private readonly show: (view: SupervisionView) => void) {}

  /** Resolves when nothing is held back: whoever asked for something finds it in the state once it is answered. */
  async shown(): Promise<void> {
    if (this.timer) await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  update(view: SupervisionView): void {
    if (!isUnderWay(view)) {
      this.pass(view)
      return
    }
    this.latest = view
    this.timer ??= setTimeout(() => {
      if (this.latest) this.pass(this.latest)
    }, calmMs)
  }

  private pass(view: SupervisionView): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.latest = null
    this.show(view)
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

function isUnderWay(view: SupervisionView): boolean {
  return view.phase === 'joining' || (view.phase === 'supervising' && view.change !== null)
}

import type { SupervisionView } from '@contract/ipc/snapshot'

/**
 * How long a change of mode may be under way before the windows hear of it. Drawing takes the processor from the
 * microphone and the code just then (13 ms of a change from spy, on two cores), and much of it is over by then.
 */
const calmMs = 30

/** Passes views on: at once, but one with a change under way only when the change takes its time. */
export class CalmSupervision {
  private latest: SupervisionView | null = null
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly show: (view: SupervisionView) => void) {}

  update(view: SupervisionView): void {
    if (view.phase !== 'supervising' || view.change === null) {
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
  }
}

import type { PastSupervision } from '@contract/ipc/past-supervision'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { withPast } from '@contract/ipc/with-past'
import { SupervisionRecorder } from './supervision-recorder'

export interface HistoryPorts {
  readonly kept: readonly PastSupervision[]
  save(supervisions: readonly PastSupervision[]): void
  /** All of them: at the start, and when they were cleared. */
  publish(supervisions: readonly PastSupervision[]): void
  /** One more. */
  publishOver(over: PastSupervision): void
  /** epoch milliseconds */
  now(): number
  newId(): string
}

/** The supervisions that are over, the latest first; kept when the app is restarted. */
export class SupervisionHistory {
  private supervisions: readonly PastSupervision[]
  private readonly recorder: SupervisionRecorder

  constructor(private readonly ports: HistoryPorts) {
    this.supervisions = ports.kept
    this.recorder = new SupervisionRecorder(
      () => ports.now(),
      () => ports.newId()
    )
    ports.publish(this.supervisions)
  }

  /** To be told of everything that is shown of the supervision, and by whose account it goes. */
  see(view: SupervisionView, customerName: string): void {
    const over = this.recorder.see(view, customerName)
    if (!over) return
    this.keep(withPast(over, this.supervisions))
    this.ports.publishOver(over)
  }

  clear(): void {
    this.keep([])
    this.ports.publish([])
  }

  private keep(supervisions: readonly PastSupervision[]): void {
    this.supervisions = supervisions
    this.ports.save(supervisions)
  }
}

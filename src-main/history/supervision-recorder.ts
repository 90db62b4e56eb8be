import type { PastMode, PastSupervision } from '@contract/ipc/past-supervision'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { StatisticsOfCall } from './statistics-of-call'

type Running = Exclude<SupervisionView, { phase: 'idle' }>

interface Recording {
  readonly customerName: string
  readonly target: Running['target']
  readonly asked: Running['mode']
  readonly startedAt: number
  readonly modes: PastMode[]
  readonly statistics: StatisticsOfCall
  answeredAt: number | null
}

/** Makes of everything that is shown of a supervision what is kept of it. One at a time, as the manager has one. */
export class SupervisionRecorder {
  private recording: Recording | null = null

  /** @param now - epoch milliseconds */
  constructor(
    private readonly now: () => number,
    private readonly newId: () => string
  ) {}

  /** @returns the supervision that is over with this */
  see(view: SupervisionView, customerName: string): PastSupervision | null {
    if (view.phase === 'idle') return this.end(view)
    this.recording ??= {
      customerName,
      target: view.target,
      asked: view.mode,
      startedAt: this.now(),
      modes: [],
      statistics: new StatisticsOfCall(),
      answeredAt: null
    }
    if (view.phase === 'supervising') note(this.recording, view)
    return null
  }

  private end({ last }: Extract<SupervisionView, { phase: 'idle' }>): PastSupervision | null {
    const { recording } = this
    this.recording = null
    if (!recording || !last) return null
    const { answeredAt, statistics, modes, ...kept } = recording
    return {
      id: this.newId(),
      ...kept,
      durationSeconds:
        answeredAt === null ? null : Math.max(0, Math.round((this.now() - answeredAt) / 1_000)),
      modes,
      by: last.by,
      failure: last.failure,
      statistics: statistics.statistics
    }
  }
}

function note(
  recording: Recording,
  view: Extract<SupervisionView, { phase: 'supervising' }>
): void {
  const { mode, modeSince: since, knowledge, quality } = view
  recording.answeredAt ??= view.answeredAt
  if (quality) recording.statistics.add(quality)
  const { modes } = recording
  const last = modes.at(-1)
  // The same mode sent once more is no other mode; how sure we are of it may have changed.
  if (last?.mode === mode) modes[modes.length - 1] = { ...last, knowledge }
  else modes.push({ mode, since, knowledge })
}

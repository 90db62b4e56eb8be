import type { TracedMessage, TraceView } from '@contract/ipc/trace-view'

/** The window's copy of the trace, oldest first. */
export interface TraceLog {
  readonly recording: boolean
  readonly dropped: number
  readonly messages: readonly TracedMessage[]
}

/** Takes in what main told: what is gone there goes here, what is new comes to the end. */
export function takeView(log: TraceLog | null, view: TraceView): TraceLog {
  const { recording, dropped, firstId } = view
  const kept = (log?.messages ?? []).filter(({ id }) => id >= firstId)
  const lastId = kept.at(-1)?.id ?? -1
  const messages = [...kept, ...view.messages.filter(({ id }) => id > lastId)]
  return { recording, dropped, messages }
}

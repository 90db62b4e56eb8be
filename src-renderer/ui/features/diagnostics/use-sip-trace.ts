import { useEffect, useState } from 'react'
import { useSend } from '../../store/coachline-context'
import { takeView, type TraceLog } from './trace-log'

/** However many messages a second there are, the view is told no more often than this. */
const UPDATE_EVERY_MS = 250
const RETRY_AFTER_MS = 2_000

/** The trace as main has it, for as long as the view is there; null until main has answered. */
export function useSipTrace(): TraceLog | null {
  const send = useSend()
  const [log, setLog] = useState<TraceLog | null>(null)
  useEffect(() => {
    let since: number | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let left = false
    const ask = async () => {
      const answer = await send('diagnostics.readTrace', { since })
      if (left) return
      if (answer.ok) {
        const view = answer.value
        const isFirst = since === null
        since = view.revision
        setLog((before) => takeView(isFirst ? null : before, view))
      }
      timer = setTimeout(() => void ask(), answer.ok ? UPDATE_EVERY_MS : RETRY_AFTER_MS)
    }
    void ask()
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [send])
  return log
}

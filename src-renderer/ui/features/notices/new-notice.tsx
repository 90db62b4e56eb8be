import { useEffect, useEffectEvent, useState } from 'react'
import { NoticeCard } from './notice-card'
import type { ShownNotice } from './shown-notices'

/** Time to notice it and to read two lines. It waits while somebody points at it. */
const SHOWN_MS = 10_000

export interface NewNoticeProps {
  readonly notice: ShownNotice
  readonly onDismiss: () => void
  readonly onSeen: () => void
}

export function NewNotice({ notice, onDismiss, onSeen }: NewNoticeProps) {
  const [held, setHeld] = useState(false)
  const seen = useEffectEvent(onSeen)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => seen(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held])
  return (
    <div
      className="new-notice"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <NoticeCard notice={notice} onDismiss={onDismiss} />
    </div>
  )
}

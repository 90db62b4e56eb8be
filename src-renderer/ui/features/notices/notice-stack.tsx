import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewNotice } from './new-notice'
import { useNotices } from './use-notices'
import './notice-stack.css'

/** More than this at once would be a wall; the rest is behind the bell. */
const VISIBLE = 2

/**
 * What is new, for a moment, above the dock: nothing has to move for it, and it covers no button for long. The bell in
 * the header keeps it.
 */
export function NoticeStack() {
  const { t } = useTranslation()
  const { notices, dismiss } = useNotices()
  const [seen, setSeen] = useState<readonly string[]>([])
  const fresh = notices.filter(({ arrival }) => !seen.includes(arrival))

  return (
    <section className="notice-stack" aria-label={t('notices.new')} aria-live="polite">
      <div className="notice-stack__cards">
        {fresh.slice(-VISIBLE).map((notice) => (
          <NewNotice
            key={notice.arrival}
            notice={notice}
            onDismiss={() => dismiss(notice)}
            onSeen={() => {
              const there = notices.map(({ arrival }) => arrival)
              setSeen((before) => [
                ...before.filter((arrival) => there.includes(arrival)),
                notice.arrival
              ])
            }}
          />
        ))}
      </div>
    </section>
  )
}

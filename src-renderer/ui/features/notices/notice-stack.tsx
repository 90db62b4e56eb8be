import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoachline, useIntent, useSlice } from '../../store/coachline-context'
import { NoticeCard } from './notice-card'
import { shownNotices, type ShownNotice } from './shown-notices'
import './notice-stack.css'

/** More than this at once would be a wall; the oldest wait behind a count. */
const VISIBLE = 3

/** Over the list, under the header: nothing below has to move for it. */
export function NoticeStack() {
  const { t } = useTranslation()
  const { failedIntents } = useCoachline()
  const intent = useIntent()
  const failed = useSyncExternalStore(failedIntents.subscribe, failedIntents.list)
  const notices = shownNotices(useSlice('notices'), failed, useSlice('supervision'))
  const hidden = Math.max(0, notices.length - VISIBLE)

  const dismiss = (notice: ShownNotice) => {
    if (notice.source === 'main') intent('notices.dismiss', { id: notice.id })
    else failedIntents.settled(notice.command)
  }

  return (
    <section className="notice-stack" aria-label={t('notices.label')} aria-live="polite">
      {notices.slice(hidden).map((notice) => (
        <NoticeCard key={notice.key} notice={notice} onDismiss={() => dismiss(notice)} />
      ))}
      {hidden > 0 && <p className="notice-stack__more">{t('notices.more', { count: hidden })}</p>}
    </section>
  )
}

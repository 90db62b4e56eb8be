import { useTranslation } from 'react-i18next'
import type { RecentCall } from '@contract/ipc/phone-view'
import { QualityBars } from '../../components/quality-bars'
import { StatisticsTable } from '../../components/statistics-table'
import { useOutcomeText } from './use-outcome-text'
import './recent-details.css'

/** Below the last line that can be seen, it would open unseen. */
const showWhole = (details: HTMLElement | null) =>
  details?.parentElement?.scrollIntoView({ block: 'nearest' })

/** How it ended, what the PBX said, whose account it went by, and how well it could be heard. */
export function RecentDetails({ id, call }: { id: string; call: RecentCall }) {
  const { t } = useTranslation()
  const { what, code } = useOutcomeText()(call)
  const { statistics, durationSeconds, customerName } = call
  const more = [code, customerName].filter(Boolean).join(' · ')
  return (
    <div ref={showWhole} id={id} className="recent-details selectable">
      <p className="recent-details__end">
        {what} {statistics?.rating && <QualityBars rating={statistics.rating} />}
      </p>
      {more !== '' && <p className="recent-details__more">{more}</p>}
      {statistics ? (
        <StatisticsTable statistics={statistics} />
      ) : durationSeconds === null ? null : (
        <p className="recent-details__more">{t('history.notMeasured')}</p>
      )}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { PastSupervision } from '@contract/ipc/past-supervision'
import { ModeIcon } from '../../components/mode-icon'
import { StatisticsTable } from '../../components/statistics-table'
import { useFailureText } from '../../i18n/use-failure-text'
import './past-details.css'

/** How it ended, which mode when and how sure, and what was measured. */
export function PastDetails({ id, supervision }: { id: string; supervision: PastSupervision }) {
  const { t, i18n } = useTranslation()
  const failureText = useFailureText()
  const { target, asked, modes, by, failure, customerName, statistics } = supervision
  const clock = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' })
  const name = target.name || target.extension
  return (
    <div id={id} className="past-details selectable">
      <p className="past-details__end">
        {t(`dock.result.${by}`, { name, mode: t(`modes.${asked}`) })}{' '}
        {failure && failureText(failure).text}
        {customerName && <span className="past-details__customer">{customerName}</span>}
      </p>
      {modes.length > 0 && (
        <ol className="past-details__modes" aria-label={t('history.modes')}>
          {modes.map(({ mode, since, knowledge }) => (
            <li key={since}>
              <span className="tabular">{clock.format(since)}</span>
              <ModeIcon mode={mode} size={14} />
              <span>{t(`dock.modeWithKnowledge.${knowledge}`, { mode: t(`modes.${mode}`) })}</span>
            </li>
          ))}
        </ol>
      )}
      {statistics ? (
        <StatisticsTable statistics={statistics} />
      ) : modes.length === 0 ? null : (
        <p className="past-details__nothing">{t('history.notMeasured')}</p>
      )}
    </div>
  )
}

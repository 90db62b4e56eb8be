import { IconChevronRight } from '@tabler/icons-react'
import { Fragment, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PastSupervision } from '@contract/ipc/past-supervision'
import { ModeIcon } from '../../components/mode-icon'
import { QualityBars } from '../../components/quality-bars'
import { elapsedText } from '../../i18n/elapsed-text'
import { PastDetails } from './past-details'
import './past-row.css'

/** More modes than this are told by the first, the last, and how many lie between. */
const mostShown = 3

/** One line for each supervision; everything that is known of it opens below. */
export function PastRow({ supervision }: { supervision: PastSupervision }) {
  const { t, i18n } = useTranslation()
  const [opened, setOpened] = useState(false)
  const details = useId()
  const { target, startedAt, durationSeconds, modes, by, statistics } = supervision
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' })
  const joined = modes.length > 0
  const path = joined ? modes.map(({ mode }) => mode) : [supervision.asked]
  const shown = path.length > mostShown ? [...path.slice(0, 1), ...path.slice(-1)] : path
  const left = path.length - shown.length
  return (
    <li className="past">
      <button
        type="button"
        className="past__row"
        aria-expanded={opened}
        aria-controls={details}
        onClick={() => setOpened(!opened)}
      >
        <IconChevronRight className="past__chevron" size={16} stroke={1.75} aria-hidden="true" />
        <span className="past__time tabular">{time.format(startedAt)}</span>
        <span className="past__who ellipsis">
          {target.name && <span className="past__name">{target.name}</span>}
          <span className="past__extension tabular">{target.extension}</span>
        </span>
        <span className="past__modes" data-joined={joined || undefined}>
          {shown.map((mode, index) => (
            <Fragment key={index}>
              <span className={`past__mode past__mode--${mode}`}>
                <ModeIcon mode={mode} size={14} />
                {t(`modes.${mode}`)}
              </span>
              {index === 0 && left > 0 && (
                <span className="past__more tabular">
                  {t('history.moreModes', { count: left })}
                </span>
              )}
            </Fragment>
          ))}
        </span>
        <span className="past__length tabular" data-by={by}>
          {durationSeconds === null ? t('history.notJoined') : elapsedText(durationSeconds * 1_000)}
        </span>
        <span className="past__quality">
          {statistics?.rating && <QualityBars rating={statistics.rating} />}
        </span>
      </button>
      {opened && <PastDetails id={details} supervision={supervision} />}
    </li>
  )
}

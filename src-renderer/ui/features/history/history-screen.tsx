import { TextInput } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { EmptyState } from '../../components/empty-state'
import { QuietButton } from '../../components/quiet-button'
import { ScreenHeader } from '../../components/screen-header'
import { useIntent, useNow, useSlice } from '../../store/coachline-context'
import { daysAgo, matching, pastDays } from './past-days'
import { PastRow } from './past-row'
import './history-screen.css'

/** The supervisions that are over: who, when, in which modes, and how well it could be heard. */
export function HistoryScreen({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const history = useSlice('history')
  const [query, setQuery] = useState('')
  const [clearing, setClearing] = useState(false)
  const found = matching(history, query)
  return (
    <div className="history">
      <ScreenHeader title={t('history.title')} onBack={onClose}>
        {history.length > 0 && (
          <>
            <TextInput
              type="search"
              className="history__search"
              aria-label={t('history.search')}
              placeholder={t('history.search')}
              leftSection={<IconSearch size={16} stroke={1.75} />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
            />
            <QuietButton onClick={() => setClearing(true)}>{t('history.clear')}</QuietButton>
          </>
        )}
      </ScreenHeader>
      <main className="history__list">
        {history.length === 0 ? (
          <EmptyState
            icon={<IconHistory size={24} stroke={1.5} />}
            title={t('history.empty.title')}
            text={t('history.empty.text')}
          />
        ) : found.length === 0 ? (
          <p className="history__none">{t('history.none', { query })}</p>
        ) : (
          <Days supervisions={found} />
        )}
      </main>
      <ConfirmDialog
        opened={clearing}
        title={t('history.clearConfirm.title')}
        text={t('history.clearConfirm.text', { count: history.length })}
        confirm={t('history.clearConfirm.confirm')}
        cancel={t('history.clearConfirm.cancel')}
        onConfirm={() => {
          setClearing(false)
          setQuery('')
          intent('history.clear')
        }}
        onCancel={() => setClearing(false)}
      />
    </div>
  )
}

function Days({ supervisions }: { supervisions: ReturnType<typeof matching> }) {
  const { t, i18n } = useTranslation()
  const now = useNow()
  const long = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full' })
  const title = (at: number) => {
    const ago = daysAgo(at, now)
    if (ago === 0) return t('history.today')
    return ago === 1 ? t('history.yesterday') : long.format(at)
  }
  return pastDays(supervisions).map(({ at, supervisions: ofDay }) => (
    <section key={at} className="history__day" aria-label={title(at)}>
      <h2 className="history__date">{title(at)}</h2>
      <ul className="history__rows">
        {ofDay.map((supervision) => (
          <PastRow key={supervision.id} supervision={supervision} />
        ))}
      </ul>
    </section>
  ))
}

import { SegmentedControl, TextInput } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconSearch, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button'
import { ExportTrace } from './export-trace'
import { traceKinds, type TraceFilter } from './trace-groups'

export interface TraceToolbarProps {
  readonly filter: TraceFilter
  readonly onFilter: (filter: TraceFilter) => void
  /** what is shown stands still; the recording goes on */
  readonly paused: boolean
  readonly onPause: (paused: boolean) => void
  readonly onClear: () => void
  readonly messages: number
  readonly dropped: number
}

export function TraceToolbar(props: TraceToolbarProps) {
  const { t } = useTranslation()
  const { filter, onFilter, paused } = props
  return (
    <div className="trace-toolbar">
      <div className="trace-toolbar__line">
        <TextInput
          type="search"
          className="trace-toolbar__search"
          aria-label={t('diagnostics.search')}
          placeholder={t('diagnostics.search')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={filter.query}
          onChange={(event) => onFilter({ ...filter, query: event.currentTarget.value })}
          onKeyDown={(event) => event.key === 'Escape' && onFilter({ ...filter, query: '' })}
        />
        <IconButton
          label={t(paused ? 'diagnostics.resume' : 'diagnostics.pause')}
          icon={
            paused ? (
              <IconPlayerPlay size={18} stroke={1.75} />
            ) : (
              <IconPlayerPause size={18} stroke={1.75} />
            )
          }
          onClick={() => props.onPause(!paused)}
        />
        <IconButton
          label={t('diagnostics.clear')}
          icon={<IconTrash size={18} stroke={1.75} />}
          onClick={props.onClear}
        />
        <ExportTrace />
      </div>
      <div className="trace-toolbar__line">
        <SegmentedControl
          size="xs"
          className="trace-toolbar__kinds"
          aria-label={t('diagnostics.kinds.label')}
          value={filter.kind ?? 'all'}
          onChange={(value) =>
            onFilter({ ...filter, kind: traceKinds.find((kind) => kind === value) ?? null })
          }
          data={(['all', ...traceKinds] as const).map((kind) => ({
            value: kind,
            label: t(`diagnostics.kinds.${kind}`)
          }))}
        />
        <p className="trace-toolbar__count" role="status">
          {paused && <strong>{t('diagnostics.paused')}</strong>}
          <span className="tabular">{t('diagnostics.messages', { count: props.messages })}</span>
          {props.dropped > 0 && (
            <span className="tabular">{t('diagnostics.dropped', { count: props.dropped })}</span>
          )}
        </p>
      </div>
    </div>
  )
}

import { Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIntent } from '../../store/coachline-context'
import { Ladder } from './ladder'
import { groupMessages, matchesFilter, type TraceFilter } from './trace-groups'
import { TraceList } from './trace-list'
import type { TraceLog } from './trace-log'
import { TraceNothing } from './trace-nothing'
import { TraceToolbar } from './trace-toolbar'
import { useSipTrace } from './use-sip-trace'
import './diagnostics.css'

const everything: TraceFilter = { query: '', kind: null }

/** The SIP trace: whether it is recorded, the calls in it, and one of them as a ladder. */
export function DiagnosticsSection() {
  const { t } = useTranslation()
  const intent = useIntent()
  const live = useSipTrace()
  const [frozen, setFrozen] = useState<TraceLog | null>(null)
  const [filter, setFilter] = useState(everything)
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [lastOpened, setLastOpened] = useState<string | null>(null)
  const log = frozen ?? live
  const groups = useMemo(() => groupMessages(log?.messages ?? []), [log])
  const shown = useMemo(
    () => groups.filter((group) => matchesFilter(group, filter)),
    [groups, filter]
  )
  const open = groups.find(({ key }) => key === openKey)
  const recording = live?.recording ?? false

  return (
    <main className="diagnostics">
      {open === undefined && (
        <div className="diagnostics__head">
          <h2 className="settings-page__title">{t('diagnostics.title')}</h2>
          <Switch
            label={t('diagnostics.record')}
            description={t('diagnostics.recordHint')}
            checked={recording}
            disabled={live === null}
            onChange={(event) =>
              intent('diagnostics.setSipTrace', { on: event.currentTarget.checked })
            }
          />
        </div>
      )}
      {log && groups.length > 0 && open === undefined && (
        <TraceToolbar
          filter={filter}
          onFilter={setFilter}
          paused={frozen !== null}
          onPause={(paused) => setFrozen(paused ? live : null)}
          onClear={() => {
            setFrozen(null)
            intent('diagnostics.clearTrace')
          }}
          messages={log.messages.length}
          dropped={log.dropped}
        />
      )}
      {log === null ? null : open ? (
        <Ladder
          group={open}
          onLeave={() => {
            setLastOpened(openKey)
            setOpenKey(null)
          }}
        />
      ) : shown.length > 0 ? (
        <TraceList groups={shown} lastOpened={lastOpened} onOpen={setOpenKey} />
      ) : (
        <TraceNothing
          why={groups.length > 0 ? 'noMatch' : recording ? 'waiting' : 'off'}
          onShowAll={() => setFilter(everything)}
        />
      )}
    </main>
  )
}

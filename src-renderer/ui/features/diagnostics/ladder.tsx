import { useVirtualizer } from '@tanstack/react-virtual'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { QuietButton } from '../../components/quiet-button'
import { laneOf, lanesOf } from './ladder-lanes'
import { LadderRow } from './ladder-row'
import { movedRow, rowAction } from './row-keys'
import type { TraceGroup } from './trace-groups'
import { useActiveRow } from './use-active-row'
import './ladder.css'

const HEADER_HEIGHT = 46
const ROW_HEIGHT = 44

/** One Call-ID as arrows between us and the PBX; a message's text opens below its arrow. */
export function Ladder({ group, onLeave }: { group: TraceGroup; onLeave: () => void }) {
  const { t } = useTranslation()
  const idPrefix = useId()
  const grid = useRef<HTMLDivElement>(null)
  const [openIds, setOpenIds] = useState<ReadonlySet<number>>(new Set())
  const { messages, method, from, to, callId, customer } = group
  const active = useActiveRow(messages.map(({ id }) => id))
  const lanes = lanesOf(messages)
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled by the React Compiler
  const rows = useVirtualizer({
    count: messages.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => messages[index]?.id ?? index,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 6
  })
  useEffect(() => grid.current?.focus(), [])

  const toggle = (id: number) =>
    setOpenIds((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const action = rowAction(event)
    if (!action) return
    event.preventDefault()
    const message = messages[active.index]
    if (action.kind === 'leave') onLeave()
    else if (action.kind === 'open') {
      if (message) toggle(message.id)
    } else {
      const index = movedRow(active.index, action.by, messages.length)
      active.set(index)
      rows.scrollToIndex(index)
    }
  }

  return (
    <section className="ladder" aria-label={t('diagnostics.ladder.label')}>
      <div className="ladder__head">
        <QuietButton onClick={onLeave}>
          <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
          {t('diagnostics.ladder.back')}
        </QuietButton>
        <div className="ladder__what">
          <p className="ladder__title ellipsis">
            {method ? t('diagnostics.ladder.title', { method, from, to }) : t('diagnostics.noSip')}
          </p>
          <p className="ladder__call-id ellipsis selectable">{[customer, callId].join(' · ')}</p>
        </div>
      </div>
      <div
        ref={grid}
        className={`ladder__rows ladder__rows--lanes-${String(lanes.remotes.length)}`}
        role="treegrid"
        aria-label={t('diagnostics.ladder.messages')}
        aria-rowcount={messages.length}
        aria-activedescendant={`${idPrefix}${String(active.index)}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="ladder__lines" role="rowgroup" style={{ height: rows.getTotalSize() }}>
          <div className="ladder__lanes" role="presentation">
            <span className="ladder__lane">
              {t('app.name')}
              <small className="ellipsis tabular" data-hint={lanes.local}>
                {lanes.local}
              </small>
            </span>
            {lanes.remotes.map((remote) => (
              <span key={remote} className="ladder__lane">
                {t('diagnostics.ladder.pbx')}
                <small className="ellipsis tabular" data-hint={remote}>
                  {remote}
                </small>
              </span>
            ))}
          </div>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const message = messages[index]
            return (
              message && (
                <div
                  key={key}
                  ref={rows.measureElement}
                  data-index={index}
                  className="ladder__place"
                  role="presentation"
                  style={{ transform: `translateY(${String(start)}px)` }}
                >
                  <LadderRow
                    id={`${idPrefix}${String(index)}`}
                    rowIndex={index + 1}
                    message={message}
                    offsetMs={message.at - group.at}
                    lane={laneOf(lanes, message)}
                    lanes={lanes.remotes.length}
                    active={index === active.index}
                    open={openIds.has(message.id)}
                    onToggle={() => {
                      active.set(index)
                      toggle(message.id)
                    }}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
    </section>
  )
}

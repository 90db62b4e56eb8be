import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { movedRow, rowAction } from './row-keys'
import type { TraceGroup } from './trace-groups'
import { TraceListRow } from './trace-list-row'
import { useActiveRow } from './use-active-row'

const HEADER_HEIGHT = 28
const ROW_HEIGHT = 34

const columns = ['time', 'method', 'from', 'to', 'outcome', 'count'] as const

export interface TraceListProps {
  readonly groups: readonly TraceGroup[]
  /** whose ladder was left last: it has the focus again */
  readonly lastOpened: string | null
  readonly onOpen: (key: string) => void
}

/** One line for each Call-ID. Only what can be seen is rendered, so the focus stays on the list as a whole. */
export function TraceList({ groups, lastOpened, onOpen }: TraceListProps) {
  const { t } = useTranslation()
  const idPrefix = useId()
  const grid = useRef<HTMLDivElement>(null)
  const active = useActiveRow(
    groups.map(({ key }) => key),
    lastOpened ?? undefined
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled by the React Compiler
  const rows = useVirtualizer({
    count: groups.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => groups[index]?.key ?? index,
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 6
  })
  useEffect(() => {
    // Coming back from a ladder; whoever types in the search field goes on typing.
    if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    const action = rowAction(event)
    if (!action || action.kind === 'leave') return
    event.preventDefault()
    if (action.kind === 'open') {
      const group = groups[active.index]
      if (group) onOpen(group.key)
      return
    }
    const index = movedRow(active.index, action.by, groups.length)
    active.set(index)
    rows.scrollToIndex(index)
  }

  return (
    <div
      ref={grid}
      className="trace-list"
      role="grid"
      aria-label={t('diagnostics.list')}
      aria-rowcount={groups.length + 1}
      aria-activedescendant={`${idPrefix}${String(active.index)}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="trace-list__lines" role="rowgroup" style={{ height: rows.getTotalSize() }}>
        <div className="trace-columns trace-list__header" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <span key={column} role="columnheader" className={`trace-columns__${column}`}>
              {t(`diagnostics.columns.${column}`)}
            </span>
          ))}
        </div>
        {rows.getVirtualItems().map(({ index, key, start, size }) => {
          const group = groups[index]
          return (
            group && (
              <TraceListRow
                key={key}
                id={`${idPrefix}${String(index)}`}
                rowIndex={index + 2}
                group={group}
                active={index === active.index}
                style={{ height: size, transform: `translateY(${String(start)}px)` }}
                onOpen={() => {
                  active.set(index)
                  onOpen(group.key)
                }}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

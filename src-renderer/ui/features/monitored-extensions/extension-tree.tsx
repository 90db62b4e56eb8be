import { useVirtualizer } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject
} from 'react'
import { useTranslation } from 'react-i18next'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { ListItem, SortColumn, SortOrder } from './arrange-rows'
import { ColumnHeader } from './column-header'
import { ExtensionRow } from './extension-row'
import { GroupRow } from './group-row'
import { RowMenu } from './row-menu'
import { joinRefusal, type JoinCircumstances } from './join-refusal'
import { listAction, movedIndex } from './list-keys'
import type { Bells } from './use-bells'
import { useReveal } from './use-reveal'
import { useRowMenu } from './use-row-menu'
import { rangeWithSticky, stickyGroupIndex } from './sticky-group'
import './extension-tree.css'

const HEADER_HEIGHT = 28
const GROUP_HEIGHT = 34
const ROW_HEIGHT = 40

export interface ExtensionTreeProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly items: readonly ListItem[]
  readonly sort: SortOrder
  readonly circumstances: JoinCircumstances
  readonly supervision: SupervisionView
  readonly bells: Bells
  readonly onSort: (column: SortColumn) => void
  readonly onToggleGroup: (name: string) => void
  readonly onJoin: (extension: string, mode: SupervisionMode) => void
}

/**
 * The list itself. Only what can be seen is rendered, so the focus stays on the tree as a whole and
 * `aria-activedescendant` says which line is meant.
 */
export function ExtensionTree(props: ExtensionTreeProps) {
  const { ref: treeRef, items, circumstances, supervision, bells, onJoin, onToggleGroup } = props
  const { t } = useTranslation()
  const idPrefix = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const active = useActiveItem(items)

  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled by the React Compiler
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'group' ? GROUP_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    rangeExtractor: (range) => rangeWithSticky(items, range, active.index),
    // The column header is a line of its own in the scroller, so that the columns stay above each other.
    paddingStart: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT + GROUP_HEIGHT,
    overscan: 6
  })
  // Which lines are where depends on the kinds of the lines, which the virtualiser cannot know to have changed.
  useEffect(() => rows.measure(), [rows, items])
  const menu = useRowMenu(items, active.index, idPrefix)
  useReveal(items, (index) => {
    active.set(index)
    rows.scrollToIndex(index, { align: 'center' })
    treeRef.current?.focus()
  })
  useScrollToSupervised(items, supervision, (index) => rows.scrollToIndex(index))

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const action = listAction(event)
    const onButton = event.target instanceof HTMLButtonElement
    if (!action || (onButton && (event.key === 'Enter' || event.key === ' '))) return
    event.preventDefault()
    const item = items[active.index]
    switch (action.kind) {
      case 'move':
      case 'move-to': {
        const index = movedIndex(action, active.index, items.length)
        active.set(index)
        rows.scrollToIndex(index)
        treeRef.current?.focus()
        break
      }
      case 'join':
        if (item?.kind === 'group') onToggleGroup(item.name)
        else if (item && joinRefusal(item.row, circumstances) === null)
          onJoin(item.row.extension, action.mode)
        break
      case 'bell':
        if (item?.kind === 'extension') {
          const { extension } = item.row
          bells.ring(extension, !bells.waiting.has(extension))
        }
        break
      case 'fold':
        if (item?.kind === 'group' && action.how !== (item.collapsed ? 'close' : 'open'))
          onToggleGroup(item.name)
    }
  }

  // The buttons of the line are gone as soon as it is joined: the focus is not to be lost with them.
  const join = useCallback(
    (extension: string, mode: SupervisionMode) => {
      // First of all: moving the focus takes the page milliseconds.
      onJoin(extension, mode)
      if (treeRef.current?.contains(document.activeElement)) treeRef.current.focus()
    },
    [treeRef, onJoin]
  )

  const sticky = stickyGroupIndex(items, rows.range?.startIndex ?? 0)
  const supervised = supervision.phase === 'idle' ? null : supervision
  const activeItem = items[active.index]
  return (
    <div
      ref={treeRef}
      className="extension-tree"
      role="treegrid"
      aria-label={t('list.label')}
      aria-rowcount={items.length + 1}
      aria-activedescendant={activeItem ? `${idPrefix}${String(active.index)}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onContextMenu={menu.onContextMenu}
    >
      <div className="extension-tree__scroller" role="presentation" ref={scroller} tabIndex={-1}>
        <div
          className="extension-tree__lines"
          role="rowgroup"
          style={{ height: rows.getTotalSize() }}
        >
          <ColumnHeader sort={props.sort} onSort={props.onSort} />
          {rows.getVirtualItems().map(({ index, key, start, size }) => {
            const item = items[index]
            if (!item) return null
            const isActive = index === active.index
            const line = {
              id: `${idPrefix}${String(index)}`,
              rowIndex: index + 2,
              active: isActive,
              style:
                index === sticky
                  ? ({ position: 'sticky', top: HEADER_HEIGHT, height: size, zIndex: 1 } as const)
                  : { height: size, transform: `translateY(${String(start)}px)` },
              onActivate: () => active.set(index)
            }
            return item.kind === 'group' ? (
              <GroupRow key={key} {...line} item={item} onToggle={onToggleGroup} />
            ) : (
              <ExtensionRow
                key={key}
                {...line}
                row={item.row}
                refusal={joinRefusal(item.row, circumstances)}
                supervised={
                  supervised?.target.extension === item.row.extension
                    ? { mode: supervised.mode, joining: supervised.phase === 'joining' }
                    : null
                }
                bell={bells.waiting.get(item.row.extension)}
                onJoin={join}
                onBell={bells.ring}
              />
            )
          })}
        </div>
      </div>
      {menu.place && (
        <RowMenu
          place={menu.place}
          bell={bells.waiting.get(menu.place.row.extension)}
          refusal={joinRefusal(menu.place.row, circumstances)}
          onJoin={join}
          onBell={bells.ring}
          onClose={() => {
            menu.close()
            treeRef.current?.focus()
          }}
        />
      )}
    </div>
  )
}

/** The selected line, by its key: it stays the same person when lines come and go. */
function useActiveItem(items: readonly ListItem[]) {
  const [active, setActive] = useState({ key: items[0]?.key, index: 0 })
  const found = items.findIndex(({ key }) => key === active.key)
  const index = found === -1 ? Math.min(active.index, items.length - 1) : found
  const set = useCallback(
    (next: number) => setActive({ key: items[next]?.key, index: next }),
    [items]
  )
  return { index, set }
}

/** When a supervision begins the dock takes some of the list's place: the line must not be under it. */
function useScrollToSupervised(
  items: readonly ListItem[],
  supervision: SupervisionView,
  scrollTo: (index: number) => void
): void {
  const extension = supervision.phase === 'idle' ? null : supervision.target.extension
  const latest = useRef({ items, scrollTo })
  useEffect(() => {
    latest.current = { items, scrollTo }
  })
  useEffect(() => {
    if (extension === null) return
    const frame = requestAnimationFrame(() => {
      const index = latest.current.items.findIndex(
        (item) => item.kind === 'extension' && item.row.extension === extension
      )
      if (index !== -1) latest.current.scrollTo(index)
    })
    return () => cancelAnimationFrame(frame)
  }, [extension])
}

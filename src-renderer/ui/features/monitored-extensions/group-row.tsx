import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupItem } from './arrange-rows'

export interface LineProps {
  readonly id: string
  readonly rowIndex: number
  readonly active: boolean
  readonly style: CSSProperties
  readonly onActivate: () => void
}

export function GroupRow(props: LineProps & { item: GroupItem; onToggle: (name: string) => void }) {
  const { t } = useTranslation()
  const { name, onCall, total, collapsed } = props.item
  const Chevron = collapsed ? IconChevronRight : IconChevronDown
  return (
    <div
      id={props.id}
      className="group-row"
      role="row"
      aria-level={1}
      aria-rowindex={props.rowIndex}
      aria-expanded={!collapsed}
      data-active={props.active || undefined}
      style={props.style}
      onClick={() => {
        props.onActivate()
        props.onToggle(name)
      }}
    >
      <span role="gridcell" className="group-row__cell">
        <Chevron size={14} stroke={2.25} aria-hidden="true" />
        <span className="group-row__name ellipsis">{name}</span>
        <span className="group-row__count tabular">
          {onCall > 0 && (
            <span className="group-row__on-call">{t('list.group.onCall', { count: onCall })}</span>
          )}
          {t('list.group.total', { count: total })}
        </span>
      </span>
    </div>
  )
}

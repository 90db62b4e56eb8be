import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SortColumn, SortOrder } from './arrange-rows'

const columns = ['name', 'extension', 'status', 'since', 'remote', 'actions'] as const
type Column = (typeof columns)[number]

export function ColumnHeader({
  sort,
  onSort
}: {
  sort: SortOrder
  onSort: (column: SortColumn) => void
}) {
  return (
    <div className="extension-columns extension-tree__header" role="row" aria-rowindex={1}>
      {columns.map((column) => (
        <HeaderCell key={column} column={column} sort={sort} onSort={onSort} />
      ))}
    </div>
  )
}

function HeaderCell(props: {
  column: Column
  sort: SortOrder
  onSort: (column: SortColumn) => void
}) {
  const { column, sort, onSort } = props
  const { t } = useTranslation()
  const title = t(`list.columns.${column}`)
  const className = `extension-columns__${column}`
  if (column === 'remote' || column === 'actions') {
    return (
      <span role="columnheader" className={className}>
        {title}
      </span>
    )
  }
  const sorted = sort?.column === column
  const Arrow = sort?.descending ? IconChevronDown : IconChevronUp
  return (
    <span
      role="columnheader"
      className={className}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="extension-tree__sort" onClick={() => onSort(column)}>
        {title}
        {sorted && <Arrow size={12} stroke={2.5} aria-hidden="true" />}
      </button>
    </span>
  )
}

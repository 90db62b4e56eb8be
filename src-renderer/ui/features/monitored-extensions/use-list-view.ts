import { useCallback, useMemo } from 'react'
import { useStoredChoice } from '../../store/stored-choice'
import {
  nextSort,
  sortColumns,
  type ListView,
  type SortColumn,
  type SortOrder
} from './arrange-rows'

/** Search, filter, order and folded groups; all of them are there again after a restart. */
export function useListView() {
  const [query, setQuery] = useStoredChoice('list.query', '', isString)
  const [onCallOnly, setOnCallOnly] = useStoredChoice('list.onCallOnly', false, isBoolean)
  const [sort, setSort] = useStoredChoice<SortOrder>('list.sort', null, isSortOrder)
  const [collapsed, setCollapsed] = useStoredChoice<readonly string[]>(
    'list.collapsed',
    [],
    isStringList
  )
  const view = useMemo<ListView>(
    () => ({ query, onCallOnly, sort, collapsed }),
    [query, onCallOnly, sort, collapsed]
  )
  return {
    view,
    setQuery,
    setOnCallOnly,
    sortBy: useCallback((column: SortColumn) => setSort(nextSort(sort, column)), [sort, setSort]),
    toggleGroup: useCallback(
      (name: string) =>
        setCollapsed(
          collapsed.includes(name)
            ? collapsed.filter((other) => other !== name)
            : [...collapsed, name]
        ),
      [collapsed, setCollapsed]
    ),
    unfold: useCallback(
      (name: string) => {
        if (collapsed.includes(name)) setCollapsed(collapsed.filter((other) => other !== name))
      },
      [collapsed, setCollapsed]
    ),
    showAll: useCallback(() => {
      setQuery('')
      setOnCallOnly(false)
    }, [setQuery, setOnCallOnly])
  }
}

function isString(stored: unknown): stored is string {
  return typeof stored === 'string'
}

function isBoolean(stored: unknown): stored is boolean {
  return typeof stored === 'boolean'
}

function isStringList(stored: unknown): stored is readonly string[] {
  return Array.isArray(stored) && stored.every(isString)
}

function isSortOrder(stored: unknown): stored is SortOrder {
  if (stored === null) return true
  if (typeof stored !== 'object') return false
  const { column, descending } = stored as Record<string, unknown>
  return sortColumns.some((known) => known === column) && isBoolean(descending)
}

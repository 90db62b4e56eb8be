import { TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button'
import './list-toolbar.css'

export interface ListToolbarProps {
  readonly query: string
  readonly onCallOnly: boolean
  readonly total: number
  readonly onCall: number
  readonly onQuery: (query: string) => void
  readonly onOnCallOnly: (onCallOnly: boolean) => void
  /** the arrow key that leads from the search field into the list */
  readonly onLeaveDown: () => void
}

export function ListToolbar(props: ListToolbarProps) {
  const { t } = useTranslation()
  const search = useRef<HTMLInputElement>(null)
  useFindKey(search)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      props.onLeaveDown()
    } else if (event.key === 'Escape') props.onQuery('')
  }

  return (
    <div className="list-toolbar">
      <TextInput
        ref={search}
        type="search"
        className="list-toolbar__search"
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        rightSection={
          props.query !== '' && (
            <IconButton
              label={t('list.clearSearch')}
              icon={<IconX size={14} />}
              onClick={() => {
                props.onQuery('')
                search.current?.focus()
              }}
            />
          )
        }
        value={props.query}
        onChange={(event) => props.onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className="list-filter" role="group" aria-label={t('list.filter.label')}>
        <FilterButton
          label={t('list.filter.all')}
          count={props.total}
          pressed={!props.onCallOnly}
          onPress={() => props.onOnCallOnly(false)}
        />
        <FilterButton
          label={t('list.filter.onCall')}
          count={props.onCall}
          pressed={props.onCallOnly}
          onPress={() => props.onOnCallOnly(true)}
        />
      </div>
    </div>
  )
}

function FilterButton(props: {
  label: string
  count: number
  pressed: boolean
  onPress: () => void
}) {
  return (
    <button
      type="button"
      className="list-filter__choice"
      aria-pressed={props.pressed}
      onClick={props.onPress}
    >
      {props.label} <span className="list-filter__count tabular">{props.count}</span>
    </button>
  )
}

/** Ctrl+F, or Cmd+F on a Mac, from anywhere in the window. */
function useFindKey(search: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return
      event.preventDefault()
      search.current?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [search])
}

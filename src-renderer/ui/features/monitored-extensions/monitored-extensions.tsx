import { Button } from '@mantine/core'
import { IconSearchOff, IconUsersGroup } from '@tabler/icons-react'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { SettingsPlace } from '../../app/view'
import { EmptyState } from '../../components/empty-state'
import { useIntent, useSlice } from '../../store/coachline-context'
import { arrangeRows, isOnCall } from './arrange-rows'
import { ExtensionTree } from './extension-tree'
import { joinCircumstances } from './join-refusal'
import { ListToolbar } from './list-toolbar'
import { useBells } from './use-bells'
import { useListView } from './use-list-view'
import { useUnhide } from './use-reveal'
import { useSteadyRows } from './use-steady-rows'

/** The supervision is of a customer that is not shown. */
const notHere: SupervisionView = { phase: 'idle', last: null }

export function MonitoredExtensions({
  onOpenSettings
}: {
  onOpenSettings: (place: SettingsPlace) => void
}) {
  const { t } = useTranslation()
  const intent = useIntent()
  const extensions = useSteadyRows()
  const customers = useSlice('customers')
  const supervision = useSlice('supervision')
  const registration = useSlice('registration')
  const phone = useSlice('phone')
  const { demo } = useSlice('app')
  const { view, setQuery, setOnCallOnly, sortBy, toggleGroup, showAll, unfold } = useListView()
  const bells = useBells(extensions)
  const treeRef = useRef<HTMLDivElement>(null)

  // Another customer may have an extension of the same number.
  const shownSupervision = customers.supervisedId === customers.activeId ? supervision : notHere
  const supervised = shownSupervision.phase === 'idle' ? null : shownSupervision.target.extension
  const items = useMemo(
    () => arrangeRows(extensions, view, supervised),
    [extensions, view, supervised]
  )
  useUnhide(extensions, items, { showAll, unfold })
  const circumstances = useMemo(
    () => joinCircumstances({ registration, customers, supervision, phone }),
    [registration, customers, supervision, phone]
  )
  const join = useCallback(
    (extension: string, mode: SupervisionMode) => intent('supervision.join', { extension, mode }),
    [intent]
  )

  if (customers.activeId === null && !demo) {
    return (
      <EmptyState
        icon={<IconUsersGroup />}
        title={t('list.noCustomer.title')}
        text={t('list.noCustomer.text')}
        action={
          <Button onClick={() => onOpenSettings(firstCustomer(customers.list))}>
            {t('list.noCustomer.action')}
          </Button>
        }
      />
    )
  }
  if (extensions.length === 0) {
    return (
      <EmptyState
        icon={<IconUsersGroup />}
        title={t('list.empty.title')}
        text={t('list.empty.text')}
        action={
          customers.activeId !== null && (
            <Button
              onClick={() =>
                onOpenSettings({
                  kind: 'customer',
                  id: customers.activeId ?? '',
                  section: 'groups'
                })
              }
            >
              {t('list.empty.action')}
            </Button>
          )
        }
      />
    )
  }

  const query = view.query.trim()
  const noMatch = query === '' ? 'onCall' : view.onCallOnly ? 'both' : 'search'
  return (
    <>
      <p className="visually-hidden" role="status">
        {bells.said}
      </p>
      <ListToolbar
        query={view.query}
        onCallOnly={view.onCallOnly}
        total={extensions.length}
        onCall={extensions.filter(isOnCall).length}
        onQuery={setQuery}
        onOnCallOnly={setOnCallOnly}
        onLeaveDown={() => treeRef.current?.focus()}
      />
      {items.length > 0 ? (
        <ExtensionTree
          ref={treeRef}
          items={items}
          sort={view.sort}
          circumstances={circumstances}
          supervision={shownSupervision}
          bells={bells}
          onSort={sortBy}
          onToggleGroup={toggleGroup}
          onJoin={join}
        />
      ) : (
        <EmptyState
          icon={<IconSearchOff />}
          title={t('list.noMatch.title')}
          text={t(`list.noMatch.${noMatch}`, { query })}
          action={
            <Button variant="default" onClick={showAll}>
              {t('list.noMatch.action')}
            </Button>
          }
        />
      )}
    </>
  )
}

function firstCustomer(list: readonly { id: string }[]): SettingsPlace {
  const [first] = list
  return first ? { kind: 'customer', id: first.id, section: 'account' } : { kind: 'new-customer' }
}

import { Menu } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconDoorExit,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconPlus
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SettingsPlace } from '../../app/view'
import { useIntent, useSlice } from '../../store/coachline-context'
import './customer-switcher.css'

const icon = { size: 16, stroke: 1.75 }

/** The name of the connected customer, and behind it the others. */
export function CustomerSwitcher({
  onOpenSettings
}: {
  onOpenSettings: (place: SettingsPlace) => void
}) {
  const { t } = useTranslation()
  const intent = useIntent()
  const { list, activeId } = useSlice('customers')
  const { demo } = useSlice('app')
  const active = list.find(({ id }) => id === activeId)
  const name = active?.name ?? (demo ? t('header.demo') : t('header.noCustomer'))

  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button
          type="button"
          className="customer-switcher"
          aria-label={`${t('header.customer')}: ${name}`}
        >
          <span className="customer-switcher__name ellipsis">{name}</span>
          {demo && active && <span className="customer-switcher__demo">{t('header.demo')}</span>}
          <IconChevronDown size={16} stroke={2} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {list.map((customer) => (
          <Menu.Item
            key={customer.id}
            role="menuitemradio"
            aria-checked={customer.id === activeId}
            leftSection={
              customer.id === activeId ? (
                <IconCheck {...icon} />
              ) : (
                <span className="customer-switcher__no-check" />
              )
            }
            onClick={() => {
              if (customer.id !== activeId) intent('customers.activate', { id: customer.id })
            }}
          >
            {customer.name}
          </Menu.Item>
        ))}
        {list.length > 0 && <Menu.Divider />}
        <Menu.Item
          leftSection={<IconPlus {...icon} />}
          onClick={() => onOpenSettings({ kind: 'new-customer' })}
        >
          {t('header.addCustomer')}
        </Menu.Item>
        {!demo && (
          <Menu.Item
            leftSection={<IconPlayerPlay {...icon} />}
            onClick={() => intent('demo.start')}
          >
            {t('header.startDemo')}
          </Menu.Item>
        )}
        {demo ? (
          <Menu.Item leftSection={<IconDoorExit {...icon} />} onClick={() => intent('demo.stop')}>
            {t('header.leaveDemo')}
          </Menu.Item>
        ) : (
          active && (
            <Menu.Item
              leftSection={<IconPlugConnectedX {...icon} />}
              onClick={() => intent('customers.activate', { id: null })}
            >
              {t('header.disconnect')}
            </Menu.Item>
          )
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

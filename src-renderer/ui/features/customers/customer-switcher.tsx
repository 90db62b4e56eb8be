import { Menu } from '@mantine/core'
import { IconChevronDown, IconDoorExit, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SettingsPlace } from '../../app/view'
import { useIntent, useSlice } from '../../store/coachline-context'
import { RegistrationLamp } from '../registration/registration-lamp'
import { CustomerItem } from './customer-item'
import { StayConnectedItem } from './stay-connected-item'
import { troubleElsewhere } from './trouble-elsewhere'
import './customer-switcher.css'

const icon = { size: 16, stroke: 1.75 }

/** The name of the shown customer, and behind it the others; a lamp when one of those is not connected. */
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

  const trouble = troubleElsewhere(list, activeId)
  const names = trouble.map((customer) => customer.name).join(', ')
  const elsewhere = trouble.length > 0 ? t('header.troubleElsewhere', { names }) : null

  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button
          type="button"
          className="customer-switcher"
          aria-label={[`${t('header.customer')}: ${name}`, elsewhere].filter(Boolean).join('. ')}
          data-hint={elsewhere ?? undefined}
        >
          <span className="customer-switcher__name ellipsis">{name}</span>
          {demo && active && <span className="customer-switcher__demo">{t('header.demo')}</span>}
          {trouble[0] && <RegistrationLamp kind={trouble[0].registration.kind} />}
          <IconChevronDown size={16} stroke={2} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="customer-switcher__list">
          {list.map((customer) => (
            <CustomerItem key={customer.id} customer={customer} shown={customer.id === activeId} />
          ))}
        </div>
        {active && !demo && (
          <>
            <Menu.Divider />
            <StayConnectedItem id={active.id} connected={active.connected} />
          </>
        )}
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
        {demo && (
          <Menu.Item leftSection={<IconDoorExit {...icon} />} onClick={() => intent('demo.stop')}>
            {t('header.leaveDemo')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIntent } from '../../store/coachline-context'

/** Whether the shown customer keeps its registration, also while another one is shown. The menu stays open. */
export function StayConnectedItem({ id, connected }: { id: string; connected: boolean }) {
  const { t } = useTranslation()
  const intent = useIntent()
  return (
    <Menu.CheckboxItem
      className="customer-switcher__entry"
      checked={connected}
      rightSection={<span className="menu-switch" aria-hidden="true" />}
      onChange={(next) => intent('customers.setConnected', { id, connected: next })}
    >
      <span className="customer-switcher__label">
        <span className="customer-switcher__lead" />
        {t('header.stayConnected')}
      </span>
    </Menu.CheckboxItem>
  )
}

import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerView } from '@contract/ipc/snapshot'
import { useIntent } from '../../store/coachline-context'
import { RegistrationLamp } from '../registration/registration-lamp'

/** A customer in the menu: how its connection is, its name, and whether it is the shown one. */
export function CustomerItem({ customer, shown }: { customer: CustomerView; shown: boolean }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const { id, name, registration } = customer
  return (
    <Menu.RadioItem
      className="customer-switcher__entry"
      value={id}
      checked={shown}
      closeMenuOnClick
      aria-label={`${name}, ${t(`registration.${registration.kind}`)}`}
      rightSection={shown && <IconCheck size={16} stroke={1.75} />}
      onChange={() => {
        if (!shown) intent('customers.activate', { id })
      }}
    >
      <span className="customer-switcher__label">
        <span className="customer-switcher__lead">
          <RegistrationLamp kind={registration.kind} />
        </span>
        <span className="ellipsis">{name}</span>
      </span>
    </Menu.RadioItem>
  )
}

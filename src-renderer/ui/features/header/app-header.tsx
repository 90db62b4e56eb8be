import { IconHistory, IconMoon, IconSettings, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePaintedScheme } from '../../app/color-scheme'
import type { SettingsPlace } from '../../app/view'
import { IconButton } from '../../components/icon-button'
import { useIntent, useSlice } from '../../store/coachline-context'
import { CustomerSwitcher } from '../customers/customer-switcher'
import { NoticeBell } from '../notices/notice-bell'
import { PhoneButton } from '../phone/phone-button'
import { RegistrationStatus } from '../registration/registration-status'
import './app-header.css'

export interface AppHeaderProps {
  readonly onOpenSettings: (place: SettingsPlace) => void
  readonly onOpenHistory: () => void
}

export function AppHeader({ onOpenSettings, onOpenHistory }: AppHeaderProps) {
  const { t } = useTranslation()
  const intent = useIntent()
  const { activeId } = useSlice('customers')
  const dark = usePaintedScheme(useSlice('appearance').colorScheme) === 'dark'
  return (
    <header className="app-header">
      <CustomerSwitcher onOpenSettings={onOpenSettings} />
      <RegistrationStatus />
      <PhoneButton />
      <IconButton
        label={t('header.history')}
        icon={<IconHistory size={18} stroke={1.75} />}
        onClick={onOpenHistory}
      />
      <NoticeBell />
      <IconButton
        label={t(dark ? 'header.colorScheme.toLight' : 'header.colorScheme.toDark')}
        icon={dark ? <IconSun size={18} stroke={1.75} /> : <IconMoon size={18} stroke={1.75} />}
        onClick={() =>
          intent('appearance.setColorScheme', { colorScheme: dark ? 'light' : 'dark' })
        }
      />
      <IconButton
        label={t('header.settings')}
        icon={<IconSettings size={18} stroke={1.75} />}
        onClick={() =>
          onOpenSettings(
            activeId
              ? { kind: 'customer', id: activeId, section: 'account' }
              : { kind: 'appearance' }
          )
        }
      />
    </header>
  )
}

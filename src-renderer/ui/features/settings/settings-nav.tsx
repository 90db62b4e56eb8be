import { IconActivity, IconHeadphones, IconPalette, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SettingsPlace } from '../../app/view'
import { useSlice } from '../../store/coachline-context'
import { RegistrationLamp } from '../registration/registration-lamp'
import './settings-nav.css'

export interface SettingsNavProps {
  /** a customer's id, `new-customer`, `sound`, `appearance` or `diagnostics` */
  readonly current: string
  readonly onGoTo: (place: SettingsPlace) => void
}

export function SettingsNav({ current, onGoTo }: SettingsNavProps) {
  const { t } = useTranslation()
  const { list } = useSlice('customers')
  const { version } = useSlice('app')
  const currentIf = (entry: string) => (entry === current ? 'page' : undefined)
  const places = [
    { kind: 'sound', Icon: IconHeadphones, name: t('settings.sound') },
    { kind: 'appearance', Icon: IconPalette, name: t('settings.appearance') },
    { kind: 'diagnostics', Icon: IconActivity, name: t('settings.diagnostics') }
  ] as const
  return (
    <nav className="settings-nav" aria-label={t('settings.title')}>
      <h2 className="settings-nav__title">{t('settings.customers')}</h2>
      {list.map(({ id, name, registration }) => (
        <button
          key={id}
          type="button"
          className="settings-nav__item"
          aria-current={currentIf(id)}
          aria-label={`${name}, ${t(`registration.${registration.kind}`)}`}
          onClick={() => onGoTo({ kind: 'customer', id, section: 'account' })}
        >
          <span className="settings-nav__name ellipsis">{name}</span>
          <RegistrationLamp kind={registration.kind} />
        </button>
      ))}
      <button
        type="button"
        className="settings-nav__item settings-nav__item--add"
        aria-current={currentIf('new-customer')}
        onClick={() => onGoTo({ kind: 'new-customer' })}
      >
        <IconPlus size={15} stroke={2} aria-hidden="true" />
        {t('settings.addCustomer')}
      </button>
      <div className="settings-nav__rule" />
      {places.map(({ kind, Icon, name }) => (
        <button
          key={kind}
          type="button"
          className="settings-nav__item"
          aria-current={currentIf(kind)}
          onClick={() => onGoTo({ kind })}
        >
          <Icon size={16} stroke={1.75} aria-hidden="true" />
          {name}
        </button>
      ))}
      <p className="settings-nav__version">
        {`${t('app.name')} · ${t('settings.version', { version })}`}
      </p>
    </nav>
  )
}

import { IconActivity, IconHeadphones, IconPalette, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SettingsPlace } from '../../app/view'
import { useSlice } from '../../store/coachline-context'
import './settings-nav.css'

export interface SettingsNavProps {
  /** a customer's id, `new-customer`, `sound`, `appearance` or `diagnostics` */
  readonly current: string
  readonly onGoTo: (place: SettingsPlace) => void
}

export function SettingsNav({ current, onGoTo }: SettingsNavProps) {
  const { t } = useTranslation()
  const { list, activeId } = useSlice('customers')
  const { version } = useSlice('app')
  const currentIf = (entry: string) => (entry === current ? 'page' : undefined)
  return (
    <nav className="settings-nav" aria-label={t('settings.title')}>
      <h2 className="settings-nav__title">{t('settings.customers')}</h2>
      {list.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="settings-nav__item"
          aria-current={currentIf(id)}
          onClick={() => onGoTo({ kind: 'customer', id, section: 'account' })}
        >
          <span className="ellipsis">{name}</span>
          {id === activeId && (
            <span
              className="settings-nav__active"
              role="img"
              aria-label={t('settings.active')}
              data-hint={t('settings.active')}
            />
          )}
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
      <button
        type="button"
        className="settings-nav__item"
        aria-current={currentIf('sound')}
        onClick={() => onGoTo({ kind: 'sound' })}
      >
        <IconHeadphones size={16} stroke={1.75} aria-hidden="true" />
        {t('settings.sound')}
      </button>
      <button
        type="button"
        className="settings-nav__item"
        aria-current={currentIf('appearance')}
        onClick={() => onGoTo({ kind: 'appearance' })}
      >
        <IconPalette size={16} stroke={1.75} aria-hidden="true" />
        {t('settings.appearance')}
      </button>
      <button
        type="button"
        className="settings-nav__item"
        aria-current={currentIf('diagnostics')}
        onClick={() => onGoTo({ kind: 'diagnostics' })}
      >
        <IconActivity size={16} stroke={1.75} aria-hidden="true" />
        {t('settings.diagnostics')}
      </button>
      <p className="settings-nav__version">
        {`${t('app.name')} · ${t('settings.version', { version })}`}
      </p>
    </nav>
  )
}

import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { colorSchemes } from '@contract/settings/settings'
import { useIntent, useSlice } from '../../store/coachline-context'
import { HudChoice } from './hud-choice'
import { NotificationChoice } from './notification-choice'

export function AppearanceSection() {
  const { t } = useTranslation()
  const intent = useIntent()
  const { colorScheme } = useSlice('appearance')
  return (
    <main className="settings-page">
      <h2 className="settings-page__title">{t('settings.appearance')}</h2>
      <div className="settings-section">
        <div>
          <p className="field-label" id="color-scheme-label">
            {t('appearance.colorScheme')}
          </p>
          <SegmentedControl
            aria-labelledby="color-scheme-label"
            value={colorScheme}
            onChange={(chosen) => intent('appearance.setColorScheme', { colorScheme: chosen })}
            data={colorSchemes.map((scheme) => ({
              value: scheme,
              label: t(`appearance.schemes.${scheme}`)
            }))}
          />
        </div>
        <HudChoice />
        <NotificationChoice />
      </div>
    </main>
  )
}

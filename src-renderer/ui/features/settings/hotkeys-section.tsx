import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { defaultHotkeys, hotkeyActions } from '@contract/settings/hotkeys'
import { useDraftForm } from './draft-context'
import { HotkeyField } from './hotkey-field'

export function HotkeysSection() {
  const { t } = useTranslation()
  const { change } = useDraftForm()
  return (
    <div className="settings-section">
      <p className="settings-section__lead">{t('hotkeys.lead')}</p>
      <div className="hotkeys">
        {hotkeyActions.map((action) => (
          <HotkeyField key={action} action={action} />
        ))}
      </div>
      <div>
        <Button
          variant="default"
          onClick={() => change((before) => ({ ...before, hotkeys: defaultHotkeys }))}
        >
          {t('hotkeys.reset')}
        </Button>
      </div>
    </div>
  )
}

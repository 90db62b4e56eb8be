import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIntent, useSlice } from '../../store/coachline-context'

/** Whether the system tells of a bell that rings; the window always does. */
export function NotificationChoice() {
  const { t } = useTranslation()
  const intent = useIntent()
  const { desktopNotifications } = useSlice('bells')
  return (
    <section aria-labelledby="notifications">
      <h3 className="field-label" id="notifications">
        {t('appearance.notifications')}
      </h3>
      <Switch
        label={t('appearance.callBells')}
        description={t('appearance.callBellsHint')}
        checked={desktopNotifications}
        onChange={(event) =>
          intent('bells.setDesktopNotifications', { on: event.currentTarget.checked })
        }
      />
    </section>
  )
}

import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraftForm } from './draft-context'
import { DraftTextInput } from './draft-text-input'

/** How this customer's PBX is kept in sight. */
export function ConnectionOptions() {
  const { t } = useTranslation()
  const { draft, change } = useDraftForm()
  return (
    <>
      <Switch
        label={t('account.stayConnected')}
        description={t('account.stayConnectedHint')}
        checked={draft.connected}
        onChange={(event) => {
          const connected = event.currentTarget.checked
          change((before) => ({ ...before, connected }))
        }}
      />
      <DraftTextInput
        path="resourceList"
        label={t('account.resourceList')}
        description={t('account.resourceListHint')}
        value={draft.resourceList}
        onText={(resourceList) => change((before) => ({ ...before, resourceList }))}
      />
    </>
  )
}

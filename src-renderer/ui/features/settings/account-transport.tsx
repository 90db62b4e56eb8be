import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isWebSocket, sipTransports } from '@contract/settings/customer'
import { isEncrypted } from '@contract/settings/media-security'
import { AccountTextInput } from './account-text-input'
import { useAccountDraft } from './draft-context'

/** The transport, and what only some of them need. */
export function AccountTransport() {
  const { t } = useTranslation()
  const { account, changeAccount } = useAccountDraft()
  const { transport } = account
  return (
    <>
      <div>
        <p className="field-label" id="transport-label">
          {t('account.transport')}
        </p>
        <p className="field-hint">{t(`account.transportHints.${transport}`)}</p>
        <SegmentedControl
          aria-labelledby="transport-label"
          value={transport}
          onChange={(chosen) => changeAccount({ transport: chosen })}
          data={sipTransports.map((value) => ({
            value,
            label: t(`account.transports.${value}`)
          }))}
        />
      </div>
      {isWebSocket(transport) && (
        <AccountTextInput
          field="webSocketPath"
          className="field-grid__wide"
          label={t('account.webSocketPath')}
          description={t('account.webSocketPathHint')}
        />
      )}
      {isEncrypted(transport) && (
        <AccountTextInput
          field="caFile"
          className="field-grid__wide"
          label={t('account.caFile')}
          description={t('account.caFileHint')}
        />
      )}
    </>
  )
}

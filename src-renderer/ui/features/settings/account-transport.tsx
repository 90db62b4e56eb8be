import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isWebSocket, sipTransports } from '@contract/settings/customer'
import { isEncrypted } from '@contract/settings/media-security'
import type { AccountDraft } from './account-draft'
import { DraftTextInput } from './draft-text-input'

export interface AccountTransportProps {
  readonly account: AccountDraft
  readonly onChange: (part: Partial<AccountDraft>) => void
}

/** The transport, and what only some of them need. */
export function AccountTransport({ account, onChange }: AccountTransportProps) {
  const { t } = useTranslation()
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
          onChange={(chosen) => onChange({ transport: chosen })}
          data={sipTransports.map((value) => ({
            value,
            label: t(`account.transports.${value}`)
          }))}
        />
      </div>
      {isWebSocket(transport) && (
        <DraftTextInput
          path="account.webSocketPath"
          className="field-grid__wide"
          label={t('account.webSocketPath')}
          description={t('account.webSocketPathHint')}
          value={account.webSocketPath}
          onText={(webSocketPath) => onChange({ webSocketPath })}
        />
      )}
      {isEncrypted(transport) && (
        <DraftTextInput
          path="account.caFile"
          className="field-grid__wide"
          label={t('account.caFile')}
          description={t('account.caFileHint')}
          value={account.caFile}
          onText={(caFile) => onChange({ caFile })}
        />
      )}
    </>
  )
}

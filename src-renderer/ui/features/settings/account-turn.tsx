import { useTranslation } from 'react-i18next'
import { turnTransports } from '@contract/settings/customer'
import { ChoiceSelect } from '../../components/choice-select'
import { AccountTextInput } from './account-text-input'
import { useAccountDraft, useDraftForm } from './draft-context'
import { StoredPasswordInput } from './stored-password-input'

/** The server that relays the audio where no other way goes. */
export function AccountTurn() {
  const { t } = useTranslation()
  const { account, changeAccount } = useAccountDraft()
  const { hasTurnPassword } = useDraftForm()
  const isMissing = !hasTurnPassword && account.turnPassword === ''
  return (
    <>
      <AccountTextInput
        field="turnServer"
        label={t('account.turnServer')}
        description={t('account.turnServerHint')}
      />
      {account.turnServer.trim() !== '' && (
        <>
          <ChoiceSelect
            label={t('account.turnTransport')}
            description={t('account.turnTransportHint')}
            choices={turnTransports}
            value={account.turnTransport}
            nameOf={(transport) => t(`account.transports.${transport}`)}
            onChoose={(turnTransport) => changeAccount({ turnTransport })}
          />
          <AccountTextInput
            field="turnUser"
            label={t('account.turnUser')}
            description={t('account.turnUserHint')}
          />
          <div>
            <StoredPasswordInput
              label={t('account.turnPassword')}
              isStored={hasTurnPassword}
              value={account.turnPassword}
              onText={(turnPassword) => changeAccount({ turnPassword })}
            />
            {isMissing && (
              <p className="field-warning" role="status">
                {t('account.turnPasswordMissing')}
              </p>
            )}
          </div>
        </>
      )}
    </>
  )
}

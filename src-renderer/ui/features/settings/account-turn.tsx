import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { turnTransports } from '@contract/settings/customer'
import type { AccountProps } from './account-props'
import { DraftTextInput } from './draft-text-input'
import { useDraftForm } from './draft-context'
import { StoredPasswordInput } from './stored-password-input'

/** The server that relays the audio where no other way goes. */
export function AccountTurn({ account, onChange }: AccountProps) {
  const { t } = useTranslation()
  const { hasTurnPassword } = useDraftForm()
  const isMissing = !hasTurnPassword && account.turnPassword === ''
  return (
    <>
      <DraftTextInput
        path="account.turnServer"
        label={t('account.turnServer')}
        description={t('account.turnServerHint')}
        value={account.turnServer}
        onText={(turnServer) => onChange({ turnServer })}
      />
      {account.turnServer.trim() !== '' && (
        <>
          <Select
            label={t('account.turnTransport')}
            description={t('account.turnTransportHint')}
            value={account.turnTransport}
            allowDeselect={false}
            onChange={(value) => {
              const turnTransport = turnTransports.find((each) => each === value)
              if (turnTransport) onChange({ turnTransport })
            }}
            data={turnTransports.map((value) => ({
              value,
              label: t(`account.transports.${value}`)
            }))}
          />
          <DraftTextInput
            path="account.turnUser"
            label={t('account.turnUser')}
            description={t('account.turnUserHint')}
            value={account.turnUser}
            onText={(turnUser) => onChange({ turnUser })}
          />
          <div>
            <StoredPasswordInput
              label={t('account.turnPassword')}
              isStored={hasTurnPassword}
              value={account.turnPassword}
              onText={(turnPassword) => onChange({ turnPassword })}
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

import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dtmfMethods } from '@contract/telephony/dtmf'
import { AccountMedia } from './account-media'
import { CodecOrder } from './codec-order'
import type { AccountProps } from './account-props'
import { DraftTextInput } from './draft-text-input'

/** What most accounts leave as it is. */
export function AccountOptions({ account, onChange }: AccountProps) {
  const { t } = useTranslation()
  return (
    <div className="field-grid">
      <DraftTextInput
        path="account.authUser"
        label={t('account.authUser')}
        description={t('account.authUserHint')}
        value={account.authUser}
        onText={(authUser) => onChange({ authUser })}
      />
      <DraftTextInput
        path="account.displayName"
        label={t('account.displayName')}
        description={t('account.optional')}
        value={account.displayName}
        onText={(displayName) => onChange({ displayName })}
      />
      <DraftTextInput
        path="account.outboundProxy"
        className="field-grid__wide"
        label={t('account.outboundProxy')}
        description={t('account.outboundProxyHint')}
        value={account.outboundProxy}
        onText={(outboundProxy) => onChange({ outboundProxy })}
      />
      <Select
        label={t('account.dtmfMethod')}
        description={t('account.dtmfHint')}
        value={account.dtmfMethod}
        allowDeselect={false}
        onChange={(value) => {
          const dtmfMethod = dtmfMethods.find((method) => method === value)
          if (dtmfMethod) onChange({ dtmfMethod })
        }}
        data={dtmfMethods.map((value) => ({
          value,
          label: t(`account.dtmfMethods.${value}`)
        }))}
      />
      <DraftTextInput
        path="account.registrationSeconds"
        inputMode="numeric"
        label={t('account.registrationSeconds')}
        description={t('problems.not-in-range')}
        value={account.registrationSeconds}
        onText={(registrationSeconds) => onChange({ registrationSeconds })}
      />
      <AccountMedia account={account} onChange={onChange} />
      <CodecOrder account={account} onChange={onChange} />
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { dtmfMethods } from '@contract/telephony/dtmf'
import { ChoiceSelect } from '../../components/choice-select'
import { AccountMedia } from './account-media'
import { CodecOrder } from './codec-order'
import { AccountTextInput } from './account-text-input'
import { useAccountDraft } from './draft-context'

/** What most accounts leave as it is. */
export function AccountOptions() {
  const { t } = useTranslation()
  const { account, changeAccount } = useAccountDraft()
  return (
    <div className="field-grid">
      <AccountTextInput
        field="authUser"
        label={t('account.authUser')}
        description={t('account.authUserHint')}
      />
      <AccountTextInput
        field="displayName"
        label={t('account.displayName')}
        description={t('account.optional')}
      />
      <AccountTextInput
        field="outboundProxy"
        className="field-grid__wide"
        label={t('account.outboundProxy')}
        description={t('account.outboundProxyHint')}
      />
      <ChoiceSelect
        label={t('account.dtmfMethod')}
        description={t('account.dtmfHint')}
        choices={dtmfMethods}
        value={account.dtmfMethod}
        nameOf={(method) => t(`account.dtmfMethods.${method}`)}
        onChoose={(dtmfMethod) => changeAccount({ dtmfMethod })}
      />
      <AccountTextInput
        field="registrationSeconds"
        inputMode="numeric"
        label={t('account.registrationSeconds')}
        description={t('problems.not-in-range')}
      />
      <AccountMedia />
      <CodecOrder />
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { carriesKeys, mediaSecurities } from '@contract/settings/media-security'
import { ChoiceSelect } from '../../components/choice-select'
import { AccountTurn } from './account-turn'
import { AccountTextInput } from './account-text-input'
import { useAccountDraft, useDraftForm } from './draft-context'

/** How the audio travels. */
export function AccountMedia() {
  const { t } = useTranslation()
  const { account, changeAccount } = useAccountDraft()
  const { problemAt, touch } = useDraftForm()
  const problem = problemAt('account.mediaSecurity')
  return (
    <>
      <div>
        <ChoiceSelect
          label={t('account.mediaSecurity')}
          description={t('account.mediaSecurityHint')}
          choices={mediaSecurities}
          value={account.mediaSecurity}
          error={problem}
          nameOf={(security) => t(`account.mediaSecurities.${security}`)}
          onChoose={(mediaSecurity) => {
            changeAccount({ mediaSecurity })
            touch('account.mediaSecurity')
          }}
        />
        {carriesKeys(account.mediaSecurity) && problem === undefined && (
          <p className="field-warning">{t('account.mediaSecurityCaveat')}</p>
        )}
      </div>
      {account.mediaSecurity === 'dtls' && (
        <>
          <AccountTextInput
            field="stunServer"
            label={t('account.stunServer')}
            description={t('account.stunServerHint')}
          />
          <AccountTurn />
        </>
      )}
    </>
  )
}

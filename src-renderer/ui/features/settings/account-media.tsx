import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { carriesKeys, mediaSecurities } from '@contract/settings/media-security'
import type { AccountProps } from './account-props'
import { AccountTurn } from './account-turn'
import { useDraftForm } from './draft-context'
import { DraftTextInput } from './draft-text-input'

/** How the audio travels. */
export function AccountMedia({ account, onChange }: AccountProps) {
  const { t } = useTranslation()
  const { problemAt, touch } = useDraftForm()
  const problem = problemAt('account.mediaSecurity')
  return (
    <>
      <div>
        <Select
          label={t('account.mediaSecurity')}
          description={t('account.mediaSecurityHint')}
          value={account.mediaSecurity}
          allowDeselect={false}
          error={problem}
          onChange={(value) => {
            const mediaSecurity = mediaSecurities.find((each) => each === value)
            if (mediaSecurity) onChange({ mediaSecurity })
            touch('account.mediaSecurity')
          }}
          data={mediaSecurities.map((value) => ({
            value,
            label: t(`account.mediaSecurities.${value}`)
          }))}
        />
        {carriesKeys(account.mediaSecurity) && problem === undefined && (
          <p className="field-warning">{t('account.mediaSecurityCaveat')}</p>
        )}
      </div>
      {account.mediaSecurity === 'dtls' && (
        <>
          <DraftTextInput
            path="account.stunServer"
            label={t('account.stunServer')}
            description={t('account.stunServerHint')}
            value={account.stunServer}
            onText={(stunServer) => onChange({ stunServer })}
          />
          <AccountTurn account={account} onChange={onChange} />
        </>
      )}
    </>
  )
}

import { Switch } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDefaultOrder } from '@contract/settings/voice-codecs'
import { AccountOptions } from './account-options'
import { AccountTest } from './account-test'
import { ConnectionOptions } from './connection-options'
import { AccountTransport } from './account-transport'
import type { AccountDraft } from './account-draft'
import { AccountTextInput } from './account-text-input'
import { useAccountDraft, useDraftForm } from './draft-context'
import { DraftTextInput } from './draft-text-input'
import { StoredPasswordInput } from './stored-password-input'

export function AccountSection() {
  const { t } = useTranslation()
  const { draft, change, hasPassword } = useDraftForm()
  const { account, changeAccount } = useAccountDraft()
  const [more, setMore] = useState(hasOptions(account))
  const Chevron = more ? IconChevronDown : IconChevronRight

  return (
    <div className="settings-section">
      <div className="field-grid">
        <DraftTextInput
          className="field-grid__wide"
          path="name"
          label={t('account.customerName')}
          description={t('account.customerNameHint')}
          value={draft.name}
          onText={(name) => change((before) => ({ ...before, name }))}
        />
        <AccountTextInput
          field="domain"
          label={t('account.server')}
          description={t('account.serverHint')}
        />
        <AccountTransport />
        <AccountTextInput
          field="user"
          label={t('account.user')}
          description={t('account.userHint')}
        />
        <StoredPasswordInput
          label={t('account.password')}
          isStored={hasPassword}
          value={account.password}
          onText={(password) => changeAccount({ password })}
        />
      </div>
      <button
        type="button"
        className="disclosure"
        aria-expanded={more}
        onClick={() => setMore(!more)}
      >
        <Chevron size={16} stroke={2} aria-hidden="true" />
        {t('account.more')}
      </button>
      {more && <AccountOptions />}
      <AccountTest />
      <Switch
        label={t('account.callSupervision')}
        description={t('account.callSupervisionHint')}
        checked={draft.callSupervision}
        onChange={(event) => {
          const callSupervision = event.currentTarget.checked
          change((before) => ({ ...before, callSupervision }))
        }}
      />
      <Switch
        label={t('account.ringsWhenSupervising')}
        description={t('account.ringsWhenSupervisingHint')}
        checked={draft.whenSupervising === 'ring'}
        onChange={(event) => {
          const whenSupervising = event.currentTarget.checked ? 'ring' : 'busy'
          change((before) => ({ ...before, whenSupervising }))
        }}
      />
      <ConnectionOptions />
    </div>
  )
}

function hasOptions(account: AccountDraft): boolean {
  return (
    account.outboundProxy !== '' ||
    account.authUser !== '' ||
    account.displayName !== '' ||
    account.dtmfMethod !== 'auto' ||
    account.mediaSecurity !== 'rtp' ||
    !isDefaultOrder(account.codecs) ||
    account.registrationSeconds !== '300'
  )
}

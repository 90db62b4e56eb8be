import { Button } from '@mantine/core'
import { IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import { useFailureText } from '../../i18n/use-failure-text'
import { useSend } from '../../store/coachline-context'
import { accountOf, type AccountDraft } from './account-draft'
import { useDraftForm } from './draft-context'
import './account-test.css'

type Trial =
  | { kind: 'none' }
  | { kind: 'invalid' }
  | { kind: 'trying'; server: string }
  | { kind: 'ok'; through: string }
  | { kind: 'failed'; failure: Failure }

/** Registers once with what the form holds. A result is about exactly those values: it goes when one of them changes. */
export function AccountTest() {
  const { t } = useTranslation()
  const { draft, touch, hasProblemIn } = useDraftForm()
  const send = useSend()
  const [{ trial, about }, setTrial] = useState<{ trial: Trial; about: AccountDraft | null }>({
    trial: { kind: 'none' },
    about: null
  })
  const shown: Trial = about === draft.account ? trial : { kind: 'none' }

  const tryAccount = async () => {
    const about = draft.account
    const account = accountOf(about)
    if (hasProblemIn('account.')) {
      for (const field of Object.keys(about)) touch(`account.${field}`)
      setTrial({ trial: { kind: 'invalid' }, about })
      return
    }
    setTrial({ trial: { kind: 'trying', server: account.domain }, about })
    const answer = await send('customers.tryAccount', {
      customerId: draft.id,
      account,
      ...(about.password && { password: about.password })
    })
    setTrial({
      trial: answer.ok
        ? { kind: 'ok', through: answer.value.through }
        : { kind: 'failed', failure: answer.failure },
      about
    })
  }

  return (
    <div className="account-test">
      <Button variant="light" loading={shown.kind === 'trying'} onClick={() => void tryAccount()}>
        {t('account.test.action')}
      </Button>
      <div role="status" className={`account-test__result account-test__result--${shown.kind}`}>
        <TrialText trial={shown} />
      </div>
    </div>
  )
}

function TrialText({ trial }: { trial: Trial }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  switch (trial.kind) {
    case 'none':
      return null
    case 'invalid':
      return t('account.test.invalid')
    case 'trying':
      return t('account.test.trying', { server: trial.server })
    case 'ok':
      return (
        <>
          <IconCircleCheck size={18} stroke={1.75} aria-hidden="true" />
          <span className="selectable">
            <strong>{t('account.test.ok')}</strong>{' '}
            {t('account.test.through', { through: trial.through })}
          </span>
        </>
      )
    case 'failed': {
      const { text, next } = failureText(trial.failure)
      return (
        <>
          <IconExclamationCircle size={18} stroke={1.75} aria-hidden="true" />
          <span className="selectable">
            <strong>{text}</strong> {next}
          </span>
        </>
      )
    }
  }
}

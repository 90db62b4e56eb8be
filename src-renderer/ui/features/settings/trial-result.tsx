import { Loader } from '@mantine/core'
import { IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/use-failure-text'
import type { Trial } from './use-account-test'

/** What one server of the account said. */
export function TrialResult({ trial: { asked, server, answer } }: { trial: Trial }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  if (answer === null) {
    return (
      <p className="trial">
        <Loader size={16} mx={1} color="var(--ink-secondary)" aria-hidden="true" />
        <span>{t('account.test.trying', { server })}</span>
      </p>
    )
  }
  if (!answer.ok) {
    const { text, next } = failureText(answer.failure)
    return (
      <p className="trial trial--failed">
        <IconExclamationCircle size={18} stroke={1.75} aria-hidden="true" />
        <span className="selectable">
          <strong>{text}</strong> {next}
        </span>
      </p>
    )
  }
  const { value } = answer
  return (
    <p className="trial trial--ok">
      <IconCircleCheck size={18} stroke={1.75} aria-hidden="true" />
      <span className="selectable">
        <strong>{t(`account.test.ok.${asked}`)}</strong>{' '}
        {'through' in value
          ? t('account.test.through', { through: value.through })
          : t('account.test.ready', { ms: value.tookMs })}
      </span>
    </p>
  )
}

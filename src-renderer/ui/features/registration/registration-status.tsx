import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { useIntent, useSlice } from '../../store/coachline-context'
import { NextAttempt } from './next-attempt'
import { RegistrationLamp } from './registration-lamp'
import './registration-status.css'

/** Dot, word, reason, next attempt and retry: everything there is to know about the binding, in one line. */
export function RegistrationStatus() {
  const { t } = useTranslation()
  const registration = useSlice('registration')
  const { list, activeId } = useSlice('customers')
  const intent = useIntent()
  const left = list.find(({ id, connected }) => id === activeId && !connected)
  const broken = registration.kind === 'retrying' || registration.kind === 'refused'
  const details = useDetails(registration)

  return (
    <div className={`registration registration--${registration.kind}`} data-hint={details}>
      <RegistrationLamp kind={registration.kind} />
      <span role="status" aria-label={t('registration.label')} className="ellipsis">
        <span className="registration__word">{t(`registration.${registration.kind}`)}</span>
        {broken && (
          <span className="registration__reason">
            {t(`registration.reasons.${registration.reason}`)}
          </span>
        )}
      </span>
      {broken && (
        <>
          <NextAttempt at={registration.nextAttemptAt} />
          <Button
            size="compact-xs"
            variant="default"
            className="registration__retry"
            onClick={() => intent('registration.retry')}
          >
            {t('registration.retry')}
          </Button>
        </>
      )}
      {left && (
        <Button
          size="compact-xs"
          variant="default"
          className="registration__retry"
          onClick={() => intent('customers.setConnected', { id: left.id, connected: true })}
        >
          {t('registration.connect')}
        </Button>
      )}
    </div>
  )
}

function useDetails(registration: RegistrationState): string | undefined {
  const { t } = useTranslation()
  switch (registration.kind) {
    case 'registered':
      return t('registration.through', { through: registration.through })
    case 'retrying':
    case 'refused':
      if (registration.kind === 'retrying' && registration.detail !== undefined)
        return t('registration.detail', { detail: registration.detail })
      return registration.statusCode === undefined
        ? undefined
        : t('registration.answer', {
            statusCode: registration.statusCode,
            reasonPhrase: registration.reasonPhrase ?? ''
          })
    case 'registering':
    case 'unregistered':
      return undefined
  }
}

import { useTranslation } from 'react-i18next'
import { secondsUntil } from '../../i18n/elapsed-text'
import { useNow } from '../../store/coachline-context'

/** When the next attempt is due; null: only a person starts one. */
export function NextAttempt({ at }: { at: number | null }) {
  const { t } = useTranslation()
  if (at === null) {
    return (
      <span className="registration__next registration__next-long">
        {t('registration.noNextAttempt')}
      </span>
    )
  }
  return <Countdown to={at} />
}

function Countdown({ to }: { to: number }) {
  const { t } = useTranslation()
  const seconds = secondsUntil(to, useNow())
  return (
    <span className="registration__next tabular">
      {seconds > 0 ? (
        <>
          <span className="registration__next-long">
            {t('registration.nextAttempt', { count: seconds })}
          </span>
          <span className="registration__next-short" aria-hidden="true">
            {t('registration.nextAttemptShort', { count: seconds })}
          </span>
        </>
      ) : (
        t('registration.nextAttemptNow')
      )}
    </span>
  )
}

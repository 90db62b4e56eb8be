import { useTranslation } from 'react-i18next'
import { secondsUntil } from '../../i18n/elapsed-text'
import { useNow } from '../../store/coachline-context'

/** When the next attempt is due; null: only a person starts one. */
export function NextAttempt({ at }: { at: number | null }) {
  const { t } = useTranslation()
  if (at === null) {
    return <span className="registration__next ellipsis">{t('registration.noNextAttempt')}</span>
  }
  return <Countdown to={at} />
}

function Countdown({ to }: { to: number }) {
  const { t } = useTranslation()
  const seconds = secondsUntil(to, useNow())
  return (
    <span className="registration__next ellipsis tabular">
      {seconds > 0
        ? t('registration.nextAttempt', { count: seconds })
        : t('registration.nextAttemptNow')}
    </span>
  )
}

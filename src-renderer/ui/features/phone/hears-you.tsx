import { IconEar, IconEarOff, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { partyName } from './party-text'
import type { TakenCall } from './taken-call'

/** What main worked out about whether the other side hears the manager. */
export function HearsYou({ call }: { call: TakenCall }) {
  const { t } = useTranslation()
  const { hears } = call
  const name = partyName(call.party)
  const size = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
  return (
    <p
      className="phone-call__hears"
      data-hearing={hears}
      data-hint={t(`microphone.hint.${call.microphone}`)}
      data-testid="phone-hears"
      role="status"
    >
      {hears === 'hears' && <IconEar {...size} />}
      {hears === 'may-hear' && <IconQuestionMark {...size} />}
      {hears === 'does-not-hear' && <IconEarOff {...size} />}
      <span className="ellipsis">{t(`phone.hears.${hears}`, { name })}</span>
    </p>
  )
}

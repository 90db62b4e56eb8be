import { IconEar, IconEarOff, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Hearing, Party } from '@contract/telephony/audibility'
import type { SupervisionInProgress } from './supervision-in-progress'
import './who-hears-you.css'

const parties = ['agent', 'client'] as const satisfies readonly Party[]

/** What main worked out about who hears the manager, one line for each of the two. */
export function WhoHearsYou({ view }: { view: SupervisionInProgress }) {
  const { t } = useTranslation()
  return (
    <div className="who-hears">
      <h3 className="dock__title" id="who-hears-title">
        {t('whoHears.title')}
      </h3>
      <ul aria-labelledby="who-hears-title" aria-live="polite">
        {parties.map((party) => (
          <HearingLine
            key={party}
            party={party}
            hearing={view.phase === 'supervising' ? view.whoHears[party] : null}
          />
        ))}
      </ul>
    </div>
  )
}

function HearingLine({ party, hearing }: { party: Party; hearing: Hearing | null }) {
  const { t } = useTranslation()
  return (
    <li
      className="who-hears__line"
      aria-atomic="true"
      data-hearing={hearing ?? 'not-yet'}
      data-hint={hearing === 'may-hear' ? t('whoHears.mayHint') : undefined}
    >
      <HearingIcon hearing={hearing} />
      <span className="who-hears__party">{t(`whoHears.${party}`)}</span>{' '}
      <span className="who-hears__hearing">{hearing ? t(`whoHears.${hearing}`) : '–'}</span>
    </li>
  )
}

function HearingIcon({ hearing }: { hearing: Hearing | null }) {
  const size = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
  switch (hearing) {
    case 'hears':
      return <IconEar {...size} />
    case 'may-hear':
      return <IconQuestionMark {...size} />
    case 'does-not-hear':
    case null:
      return <IconEarOff {...size} />
  }
}

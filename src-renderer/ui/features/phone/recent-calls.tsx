import {
  IconChevronDown,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPhoneX
} from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentCall } from '@contract/ipc/phone-view'
import { isMissed } from '@contract/telephony/phone-outcome'
import { elapsedText } from '../../i18n/elapsed-text'
import { momentText } from '../../i18n/moment-text'
import { useIntent, useNow } from '../../store/coachline-context'
import { partyName } from './party-text'
import { RecentDetails } from './recent-details'
import { useOutcomeText } from './use-outcome-text'
import './recent-calls.css'

export interface RecentCallsProps {
  readonly recent: readonly RecentCall[]
  readonly refusal: string | undefined
  readonly onCall: (number: string) => void
}

/** Who was called and who has called, the latest first; one click calls back. */
export function RecentCalls({ recent, refusal, onCall }: RecentCallsProps) {
  const { t } = useTranslation()
  const intent = useIntent()
  const [opened, setOpened] = useState<string | null>(null)
  if (recent.length === 0) return <p className="recent-calls__empty">{t('phone.recent.empty')}</p>
  return (
    <>
      <div className="recent-calls__head">
        <h3 id="recent-calls-title">{t('phone.recent.title')}</h3>
        <button
          type="button"
          className="recent-calls__clear"
          onClick={() => intent('phone.clearRecent')}
        >
          {t('phone.recent.clear')}
        </button>
      </div>
      <ul className="recent-calls" aria-labelledby="recent-calls-title">
        {recent.map((call) => (
          <RecentLine
            key={call.id}
            call={call}
            opened={call.id === opened}
            refusal={refusal}
            onCall={onCall}
            onOpen={() => setOpened(call.id === opened ? null : call.id)}
          />
        ))}
      </ul>
    </>
  )
}

function RecentLine({
  call,
  opened,
  refusal,
  onCall,
  onOpen
}: Omit<RecentCallsProps, 'recent'> & {
  call: RecentCall
  opened: boolean
  onOpen: () => void
}) {
  const { t } = useTranslation()
  const now = useNow()
  const detailsId = useId()
  const { what, code } = useOutcomeText()(call)
  const missed = isMissed(call.outcome)
  const { party, durationSeconds } = call
  const name = partyName(party)
  const details = [party.name === null ? '' : party.number, what, code, call.customerName]
  return (
    <li className="recent-line">
      <button
        type="button"
        className="recent-call"
        data-missed={missed || undefined}
        data-unseen={call.unseen || undefined}
        aria-label={t('phone.recent.callAgain', { name })}
        aria-description={refusal ?? details.filter(Boolean).join('. ')}
        aria-disabled={refusal !== undefined}
        data-hint={refusal ?? details.filter(Boolean).join(' · ')}
        onClick={() => {
          if (refusal === undefined) onCall(party.number)
        }}
      >
        <DirectionIcon call={call} />
        <span className="recent-call__name ellipsis">{name}</span>
        <span className="recent-call__what ellipsis">
          {durationSeconds === null
            ? t(`phone.short.${call.outcome}`)
            : elapsedText(durationSeconds * 1_000)}
        </span>
        <span className="recent-call__when tabular">{momentText(call.startedAt, now)}</span>
      </button>
      <button
        type="button"
        className="recent-line__open"
        aria-label={t('phone.recent.details', { name })}
        aria-expanded={opened}
        aria-controls={detailsId}
        data-hint={t('phone.recent.details', { name })}
        onClick={onOpen}
      >
        <IconChevronDown size={15} stroke={1.75} aria-hidden="true" />
      </button>
      {opened && <RecentDetails id={detailsId} call={call} />}
    </li>
  )
}

function DirectionIcon({ call }: { call: RecentCall }) {
  const size = { size: 15, stroke: 1.75, 'aria-hidden': true } as const
  if (isMissed(call.outcome)) return <IconPhoneX {...size} />
  return call.direction === 'incoming' ? (
    <IconPhoneIncoming {...size} />
  ) : (
    <IconPhoneOutgoing {...size} />
  )
}

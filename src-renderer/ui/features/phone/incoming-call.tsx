import { IconPhone, IconPhoneIncoming, IconPhoneOff } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhoneCallView } from '@contract/ipc/phone-view'
import { KeyCap } from '../../components/key-cap'
import { useIntent, useSlice } from '../../store/coachline-context'
import { partyName } from './party-text'
import './incoming-call.css'

/**
 * Somebody calls. It takes no focus, so that whoever types answers nothing by accident; with the focus, Enter answers
 * and Escape rejects.
 */
export function IncomingCall({ call }: { call: Extract<PhoneCallView, { phase: 'ringing' }> }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const supervising = useSlice('supervision').phase !== 'idle'
  const { id, party } = call
  const name = partyName(party)
  const answer = () => intent('phone.answer', { id, endSupervision: supervising })
  const reject = () => intent('phone.reject', { id })
  const onKeyDown = (event: KeyboardEvent) => {
    // To end a supervision takes a button that says so.
    if (event.key === 'Enter' && event.target === event.currentTarget && !supervising) answer()
    else if (event.key === 'Escape') reject()
    else return
    event.preventDefault()
  }
  return (
    <section
      className="phone-call incoming-call"
      aria-label={t('phone.incoming.from', { name })}
      aria-keyshortcuts={supervising ? 'Escape' : 'Enter Escape'}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <p className="visually-hidden" role="alert">
        {t('phone.incoming.from', { name })}
      </p>
      <div className="phone-call__who">
        <span className="phone-call__disc incoming-call__disc">
          <IconPhoneIncoming size={19} stroke={1.75} aria-hidden="true" />
        </span>
        <p className="phone-call__name ellipsis">{name}</p>
        <p className="phone-call__line tabular">
          <span className="phone-call__state">{t('phone.incoming.title')}</span>
          {party.name !== null && <span>{party.number}</span>}
          <span className="ellipsis">{t('phone.incoming.for', { name: call.customerName })}</span>
        </p>
      </div>
      <div className="incoming-call__buttons">
        <button type="button" className="incoming-call__reject" onClick={reject}>
          <IconPhoneOff size={17} stroke={1.75} aria-hidden="true" />
          {t('phone.incoming.reject')}
          <span className="incoming-call__key" aria-hidden="true">
            <KeyCap keys={t('phone.incoming.rejectKey')} />
          </span>
        </button>
        <button type="button" className="incoming-call__answer" onClick={answer}>
          <IconPhone size={17} stroke={2} aria-hidden="true" />
          {t(supervising ? 'phone.incoming.endAndAnswer' : 'phone.incoming.answer')}
          {!supervising && (
            <span className="incoming-call__key" aria-hidden="true">
              <KeyCap keys={t('phone.incoming.answerKey')} />
            </span>
          )}
        </button>
      </div>
    </section>
  )
}

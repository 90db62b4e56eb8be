import { IconInfoCircle, IconPhone, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentCall } from '@contract/ipc/phone-view'
import { IconButton } from '../../components/icon-button'
import { elapsedText } from '../../i18n/elapsed-text'
import { useIntent, useSlice } from '../../store/coachline-context'
import { dialRefusal } from './dial-refusal'
import { useDialledJoin } from './use-dialled-join'
import { useOutcomeText } from './use-outcome-text'
import './ended-call.css'

/** How the last call ended, until it is put away or another one begins. */
export function EndedCall({ call }: { call: RecentCall }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const refusal = dialRefusal({
    registration: useSlice('registration'),
    supervision: useSlice('supervision')
  })
  const { activeId } = useSlice('customers')
  const understand = useDialledJoin()
  const [dismissed, setDismissed] = useState(false)
  const { what, code } = useOutcomeText()(call)
  if (dismissed) return null
  // Who called may be named like the code of a supervision.
  const canCall = refusal === null && call.customerId === activeId && !understand(call.party.number)
  return (
    <div className="ended-call">
      <IconInfoCircle size={18} stroke={1.75} aria-hidden="true" />
      <p role="status" className="ended-call__text selectable">
        <strong>{what}</strong>
        {call.durationSeconds !== null && (
          <span className="tabular">{elapsedText(call.durationSeconds * 1_000)}</span>
        )}
        {code !== '' && <span>{code}</span>}
      </p>
      {canCall && (
        <button
          type="button"
          className="ended-call__again"
          onClick={() => intent('phone.dial', { number: call.party.number })}
        >
          <IconPhone size={15} stroke={1.75} aria-hidden="true" />
          {t(call.direction === 'incoming' ? 'phone.callBack' : 'phone.callAgain')}
        </button>
      )}
      <IconButton
        label={t('dock.dismiss')}
        icon={<IconX size={16} />}
        onClick={() => setDismissed(true)}
      />
    </div>
  )
}

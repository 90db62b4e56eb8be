import { useTranslation } from 'react-i18next'
import { useSlice } from '../../store/coachline-context'
import { CallRow } from './call-row'
import { EndedCall } from './ended-call'
import { IncomingCall } from './incoming-call'
import { worthTelling } from './worth-telling'
import './phone-bar.css'

/**
 * The manager's own calls, each a line of its own above the supervision. They stack upwards, so that a call that begins
 * to ring moves no button of the one that is up. Nothing is here while there is no call.
 */
export function PhoneBar() {
  const { t } = useTranslation()
  const { calls, over } = useSlice('phone')
  const ended = over && worthTelling(over.outcome) ? over : null
  if (calls.length === 0 && !ended) return null
  return (
    <section className="phone-bar" aria-label={t('phone.bar')}>
      {calls.map((call) =>
        call.phase === 'ringing' ? (
          <IncomingCall key={call.id} call={call} />
        ) : (
          <CallRow key={call.id} call={call} calls={calls} />
        )
      )}
      {ended && <EndedCall key={ended.id} call={ended} />}
    </section>
  )
}

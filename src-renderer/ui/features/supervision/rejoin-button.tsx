import { useTranslation } from 'react-i18next'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { ModeIcon } from '../../components/mode-icon'
import { useIntent, useSlice } from '../../store/coachline-context'
import { displayName } from './dock-message'
import { rejoinOffer } from './rejoin'
import './rejoin-button.css'

type Last = NonNullable<Extract<SupervisionView, { phase: 'idle' }>['last']>

/** One click joins again in the mode that was lost. */
export function RejoinButton({ last }: { last: Last }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const offer = rejoinOffer(last, {
    registration: useSlice('registration'),
    customers: useSlice('customers'),
    supervision: useSlice('supervision'),
    phone: useSlice('phone'),
    extensions: useSlice('extensions')
  })
  if (!offer) return null
  const { target, mode } = last
  const refusal = offer.refusal ? t(`joinRefusal.${offer.refusal}`) : undefined
  return (
    <button
      type="button"
      className={`rejoin-button mode--${mode}`}
      aria-description={refusal}
      aria-disabled={refusal !== undefined}
      data-hint={refusal ?? t(`modeMeaning.${mode}`)}
      onClick={() => {
        if (refusal === undefined) intent('supervision.join', { extension: target.extension, mode })
      }}
    >
      <ModeIcon mode={mode} size={15} />
      {t('dock.rejoin', { name: displayName(target), mode: t(`modes.${mode}`) })}
    </button>
  )
}

import { IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSlice } from '../../store/coachline-context'
import { connectionCaveat } from './connection-caveat'
import { SubscribingProgress } from './subscribing-progress'
import './connection-strip.css'

/** Says what the list cannot be trusted for. Below the list, so that no row moves under the pointer. */
export function ConnectionStrip() {
  const { t } = useTranslation()
  const subscribing = useSlice('subscribing')
  const caveat = connectionCaveat({
    registration: useSlice('registration'),
    subscribing,
    extensions: useSlice('extensions'),
    customers: useSlice('customers')
  })
  if (!caveat) return null
  const Icon = caveat === 'lost' || caveat === 'disconnected' ? IconPlugConnectedX : IconInfoCircle
  return (
    <div className={`connection-strip connection-strip--${caveat}`} role="status">
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      {caveat === 'subscribing' && subscribing ? (
        <SubscribingProgress {...subscribing} />
      ) : (
        t(`list.caveat.${caveat}`)
      )}
    </div>
  )
}

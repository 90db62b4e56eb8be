import type { RegistrationState } from '@contract/telephony/registration-state'
import './registration-lamp.css'

/** The state of a registration as a shape; the word stands beside it or in the name of what it is part of. */
export function RegistrationLamp({ kind }: { kind: RegistrationState['kind'] }) {
  return <span className={`registration-lamp registration-lamp--${kind}`} aria-hidden="true" />
}

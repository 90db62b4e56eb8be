import type { CallState } from '@contract/telephony/call-state'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { AccountPhoneOptions } from '../account-phone'

/** What a phone in a network of its own can be asked. It has one account and one call at a time. Times are epoch ms. */
export type FarPhoneRequests = {
  open: { input: AccountPhoneOptions; output: null }
  register: { input: null; output: RegistrationState }
  /** when the state became, or becomes, one of this kind after a time */
  registrationIs: {
    input: { kind: RegistrationState['kind']; since: number; milliseconds: number }
    output: number
  }
  /** every kind of state since a time, in order */
  registrationsSince: { input: number; output: readonly RegistrationState['kind'][] }
  /** dials, and waits for the answer */
  dial: { input: string; output: CallState['kind'] }
  /** when the call was over, and by whom */
  callEnds: { input: { milliseconds: number }; output: { at: number; by: string } }
  callState: { input: null; output: CallState['kind'] }
  /** level of a tone in what arrives in the next moments, dBFS */
  level: { input: number; output: number }
  /** start lines and Contact of the requests that left since a time */
  requestsSince: { input: number; output: readonly { at: number; line: string; contact: string }[] }
  hangUp: { input: null; output: null }
  close: { input: null; output: null }
}

import type { PhoneOutcome } from '@contract/telephony/phone-outcome'

/** What whoever did it themselves need not be told. */
const known: readonly PhoneOutcome[] = ['hung-up', 'rejected', 'cancelled']

/** Whether the end of a call is news to the person in front of the window. */
export function worthTelling(outcome: PhoneOutcome): boolean {
  return !known.includes(outcome)
}

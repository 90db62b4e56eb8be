import type { PhoneParty } from '@contract/ipc/phone-view'

/** People are called by name; without one the number has to do. */
export function partyName({ name, number }: PhoneParty): string {
  return name ?? number
}

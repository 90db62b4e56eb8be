import type { PhoneCallView } from '@contract/ipc/phone-view'

/** A call of the manager from the moment it was dialled or answered. */
export type TakenCall = Exclude<PhoneCallView, { phase: 'ringing' }>

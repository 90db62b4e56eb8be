import type { MonitoredExtension, Slices } from '@contract/ipc/snapshot'

export const joinRefusals = [
  'not-registered',
  'call-supervision-off',
  'already-supervising',
  'in-call',
  'not-allowed-in-hunt-group',
  'not-on-a-call'
] as const
export type JoinRefusal = (typeof joinRefusals)[number]

export interface JoinCircumstances {
  readonly registered: boolean
  readonly callSupervision: boolean
  readonly supervising: boolean
  /** in a call of the manager's own, be it on hold */
  readonly inCall: boolean
}

/** What all rows have in common, so that it is worked out once. */
export function joinCircumstances(
  slices: Pick<Slices, 'registration' | 'customers' | 'supervision' | 'phone'>
): JoinCircumstances {
  const { list, activeId } = slices.customers
  return {
    registered: slices.registration.kind === 'registered',
    callSupervision: list.find(({ id }) => id === activeId)?.callSupervision ?? true,
    supervising: slices.supervision.phase !== 'idle',
    inCall: slices.phone.calls.some(({ phase }) => phase !== 'ringing')
  }
}

/**
 * Why the buttons of a row are disabled, or null when they are not. This spares a call that cannot work; the PBX has
 * the last word. An extension whose state the PBX does not tell can be joined: nobody else knows whether it has a call.
 */
export function joinRefusal(
  row: Pick<MonitoredExtension, 'status' | 'supervisionAllowed'>,
  { registered, callSupervision, supervising, inCall }: JoinCircumstances
): JoinRefusal | null {
  if (!registered) return 'not-registered'
  if (!callSupervision) return 'call-supervision-off'
  if (supervising) return 'already-supervising'
  if (inCall) return 'in-call'
  if (!row.supervisionAllowed) return 'not-allowed-in-hunt-group'
  if (row.status === 'idle' || row.status === 'ringing') return 'not-on-a-call'
  return null
}

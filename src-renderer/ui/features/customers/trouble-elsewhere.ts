import type { CustomerView } from '@contract/ipc/snapshot'

/** Customers that are not shown and should be connected but are not, those that were refused first. */
export function troubleElsewhere(
  list: readonly CustomerView[],
  activeId: string | null
): readonly CustomerView[] {
  const troubled = list.filter(
    ({ id, connected, registration: { kind } }) =>
      id !== activeId && connected && (kind === 'refused' || kind === 'retrying')
  )
  return troubled.toSorted(
    (a, b) => Number(b.registration.kind === 'refused') - Number(a.registration.kind === 'refused')
  )
}

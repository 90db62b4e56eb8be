import type { Slices } from '@contract/ipc/snapshot'

/** What the list cannot be trusted for, the gravest first. */
export type ConnectionCaveat = 'lost' | 'checking' | 'supervision-off'

export function connectionCaveat({
  registration,
  extensions,
  customers
}: Pick<Slices, 'registration' | 'extensions' | 'customers'>): ConnectionCaveat | null {
  const stale = extensions.some((row) => row.stale)
  if (stale) return registration.kind === 'registered' ? 'checking' : 'lost'
  const active = customers.list.find(({ id }) => id === customers.activeId)
  return active?.callSupervision === false ? 'supervision-off' : null
}

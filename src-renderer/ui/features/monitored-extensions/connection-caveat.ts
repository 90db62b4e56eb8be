import type { Slices } from '@contract/ipc/snapshot'

/** What the list cannot be trusted for, the gravest first. */
export type ConnectionCaveat =
  'disconnected' | 'lost' | 'subscribing' | 'checking' | 'supervision-off'

export function connectionCaveat({
  registration,
  subscribing,
  extensions,
  customers
}: Pick<
  Slices,
  'registration' | 'subscribing' | 'extensions' | 'customers'
>): ConnectionCaveat | null {
  const active = customers.list.find(({ id }) => id === customers.activeId)
  const stale = extensions.some((row) => row.stale)
  if (stale && registration.kind !== 'registered') {
    return active?.connected === false ? 'disconnected' : 'lost'
  }
  if (stale) return subscribing ? 'subscribing' : 'checking'
  return active?.callSupervision === false ? 'supervision-off' : null
}

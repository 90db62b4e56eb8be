import type { Slices } from '@contract/ipc/snapshot'

/** Why nothing can be dialled now, or null. Main has the last word. */
export function dialRefusal(
  slices: Pick<Slices, 'registration' | 'supervision'>
): 'not-registered' | 'in-supervision' | null {
  if (slices.supervision.phase !== 'idle') return 'in-supervision'
  return slices.registration.kind === 'registered' ? null : 'not-registered'
}

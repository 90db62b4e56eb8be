import type { SupervisionView } from '@contract/ipc/snapshot'

type Last = NonNullable<Extract<SupervisionView, { phase: 'idle' }>['last']>

const OWN_DOING_MS = 8_000

/** How long a result is shown; null: until it is dismissed. Nobody has to dismiss what they did themselves. */
export function resultShownMs({ by, failure }: Pick<Last, 'by' | 'failure'>): number | null {
  return by === 'manager' && failure === null ? OWN_DOING_MS : null
}

import type { SupervisionView } from '@contract/ipc/snapshot'

export type SupervisionInProgress = Exclude<SupervisionView, { phase: 'idle' }>

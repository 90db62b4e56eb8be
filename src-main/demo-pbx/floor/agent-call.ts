import type { Client } from './clients'

/** The call of one agent. An agent has one at a time. */
export interface AgentCall {
  readonly id: string
  readonly client: Client
  /** who called: the agent (initiator) or the client */
  readonly direction: 'initiator' | 'recipient'
  readonly state: 'ringing' | 'confirmed'
  /** on the clock of the demo PBX; 0 while it rings */
  readonly confirmedAtMs: number
}

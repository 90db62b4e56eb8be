import type { Party } from '@contract/telephony/audibility'

/** The tones that tell the three apart, in Hz. */
export const toneHz = { agent: 700, client: 440, manager: 1000 } as const

/** Levels in dBFS of each one's tone in what one party received. */
export type ToneLevels = Readonly<Record<keyof typeof toneHz, number>>

export interface Listened {
  /** what each party heard, steadily; null when nothing measures it */
  readonly heard: Readonly<Record<Party, ToneLevels>> | null
  /** when it began to be as expected, epoch ms; null when it never was */
  readonly since: number | null
}

/** What came of the client's call to the agent. */
export interface CallToAgent {
  readonly dialled: string
  readonly statusCode: number
}

/** The agent and the client, and what reaches their ears. */
export interface Parties {
  /** The client calls the agent, who answers. */
  connect(): Promise<CallToAgent>
  /**
   * Waits until the manager is heard by those in `audible` and by nobody else, and measures how it is from then on.
   *
   * @param fromMs - epoch ms; what was heard before does not count
   */
  listen(audible: readonly Party[], fromMs: number): Promise<Listened>
  close(): Promise<void>
}

/** How long a change may take to be heard, and how long it is then listened to. */
export const settleWithinMs = 4_000
export const listenMs = 600

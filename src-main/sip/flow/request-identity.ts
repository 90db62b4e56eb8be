import { randomUUID } from 'node:crypto'

/** What makes the attempts of one request outside a dialog belong together (RFC 3261 §8.1.3.5, §10.2). */
export interface RequestIdentity {
  readonly callId: string
  readonly fromTag: string
  /** of the last attempt; the next has one more */
  cseq: number
}

export function newRequestIdentity(): RequestIdentity {
  return { callId: randomUUID(), fromTag: randomUUID().slice(0, 8), cseq: 0 }
}

import type { Session } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import type { CallMedia, SipLog } from '../ports'

/** What it takes to answer a request of the PBX that changes or refreshes a session: a re-INVITE or an UPDATE. */
export interface SessionChangeOptions {
  readonly flow: Flow
  readonly session: Session
  readonly media: CallMedia
  readonly log: SipLog
  /** true once the call has ended, e.g. while the answer was being made */
  readonly isOver: () => boolean
  /** what was agreed on about the session's expiry in the 2xx */
  readonly onAgreed: (agreed: { seconds: number; weRefresh: boolean } | undefined) => void
}

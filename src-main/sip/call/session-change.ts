import type { Session } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import type { CallMedia, SipLog } from '../ports'
import type { AckWatch } from './ack-watch'
import type { SessionInterval } from './session-refresh'

/** What it takes to answer a request of the PBX that changes or refreshes a session: a re-INVITE or an UPDATE. */
export interface SessionChangeOptions {
  readonly flow: Flow
  readonly session: Session
  readonly media: CallMedia
  readonly log: SipLog
  readonly acks: AckWatch
  /** true once the call has ended, e.g. while the answer was being made */
  readonly isOver: () => boolean
  /** what was agreed on about the session's expiry in the 2xx */
  readonly onAgreed: (agreed: SessionInterval) => void
  /** an SDP of the other side that the media took */
  readonly onRemoteSdp: (sdp: string) => void
}

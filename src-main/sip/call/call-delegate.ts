import type {
  IncomingInfoRequest,
  IncomingNotifyRequest,
  IncomingRequestMessage,
  SessionDelegate
} from 'sip.js/lib/core/index.js'
import type { WithUpdate } from '../flow/sipjs-update'
import { parseEvent } from '../message/event'
import type { RemoteParty } from '../ports'
import { answerUpdate } from './answer-update'
import { answerReInvite } from './re-invite'
import { assertedParty } from './remote-party'
import type { SessionChangeOptions } from './session-change'

export interface CallDelegateOptions extends SessionChangeOptions {
  /** @param reason - the Reason header (RFC 3326) as sent */
  readonly onBye: (reason: string | undefined) => void
  /** whom the PBX names as the other side of the call from now on (RFC 3325) */
  readonly onAsserted: (party: RemoteParty) => void
  /** what came of a REFER of ours */
  readonly onReferNotify: (request: IncomingNotifyRequest) => void
}

/** What may arrive in a confirmed dialog. PRACK, which may be late (RFC 3262 §3), and OPTIONS are answered by sip.js. */
export function callDelegate(options: CallDelegateOptions): SessionDelegate & WithUpdate {
  const { acks, onAsserted, onBye, onReferNotify } = options
  const noteParty = ({ message }: { readonly message: IncomingRequestMessage }) => {
    const asserted = assertedParty(message.getHeaders('p-asserted-identity'))
    if (asserted) onAsserted(asserted)
  }
  return {
    onAck: ({ message }) => acks.received(message.body),
    onAckTimeout: () => acks.miss(),
    onBye: (request) => {
      request.accept()
      onBye(reasonOf(request.message))
    },
    onInfo: answerInfo,
    onInvite: (request) => {
      noteParty(request)
      void answerReInvite(request, options)
    },
    onNotify: (request) => {
      if (parseEvent(request.message.getHeader('event') ?? '') !== 'refer') {
        request.reject({ statusCode: 489 })
        return
      }
      request.accept()
      onReferNotify(request)
    },
    onUpdate: (request) => {
      noteParty(request)
      void answerUpdate(request, options)
    }
  }
}

/** Every Reason value (RFC 3326 §2), e.g. one of SIP and one of Q.850. */
export function reasonOf(message: { getHeaders(name: string): string[] }): string | undefined {
  const reasons = message.getHeaders('reason')
  return reasons.length === 0 ? undefined : reasons.join(', ')
}

/** RFC 6086 §4.2.2. Digits that somebody dials at us mean nothing here, but are no error either. */
function answerInfo(request: IncomingInfoRequest): void {
  const type: unknown = request.message.parseHeader('content-type')
  if (request.message.body === '' || type === 'application/dtmf-relay') request.accept()
  else request.reject({ statusCode: 415, extraHeaders: ['Accept: application/dtmf-relay'] })
}

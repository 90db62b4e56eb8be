import type {
  IncomingResponse,
  OutgoingInviteRequest,
  Session,
  URI
} from 'sip.js/lib/core/index.js'
import type { Credentials, RequestAuthorization } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import { newRequestIdentity } from '../flow/request-identity'
import { capabilityHeaders } from '../flow/incoming-requests'
import { replyOf, timeoutReply, type Reply } from '../flow/reply'
import { sipjsUri } from '../flow/sipjs-message'
import type { SipTimers } from '../sip-timers'
import { acknowledge, EarlyDialogs } from './early-dialogs'
import { sendBye } from './in-dialog'
import { sessionTimerHeaders } from './session-refresh'
import { mostRedirections, redirectTarget } from './redirection'

export interface InviteOptions {
  readonly flow: Flow
  readonly uri: URI
  /** the account's domain, which a redirection may not leave */
  readonly domain: string
  readonly offer: string
  /** header lines besides those of every INVITE */
  readonly extraHeaders?: readonly string[]
  readonly credentials: Credentials
  readonly timers: Pick<SipTimers, 't1Ms'>
  /** a 1xx other than 100, in one of possibly several early dialogs; the SDP is empty when there was none */
  readonly onEarly: (session: Session, sdp: string) => void
  readonly onAnswer: (answer: AnsweredInvite) => void
  /** the INVITE came to nothing; not called after `onAnswer` */
  readonly onFailure: (reply: Reply) => void
}

/** A 2xx, which was ACKed; the SDP is empty when there was none. */
export interface AnsweredInvite {
  readonly session: Session
  readonly sdp: string
  readonly reply: Reply
}

/**
 * An INVITE outside a dialog, through challenges and redirections to its final response (RFC 3261 §13, §9.1).
 *
 * ```
 *  sent ──401, 407, 3xx──► sent ──reliable 1xx──► PRACK, sent
 *    │                      ├─2xx──► ACK, answered
 *    │                      └─3xx..6xx, 64*T1──► failed
 *    ├─cancel()──► cancelling ──487 or other──► failed
 *    │                  └────────2xx──► ACK, BYE, failed   (the 2xx and the CANCEL crossed)
 *    └─withdraw()──► withdrawn ──487 or other──► failed
 *                       └──────2xx──► ACK, answered
 * ```
 */
export class Invite {
  private readonly identity = newRequestIdentity()
  private uri: URI
  private authorization: RequestAuthorization
  private request: OutgoingInviteRequest | undefined
  private readonly early = new EarlyDialogs()
  private cancelTimer: NodeJS.Timeout | undefined
  private stage: 'inviting' | 'withdrawn' | 'cancelling' | 'answered' | 'failed' = 'inviting'
  private redirections = 0

  constructor(private readonly options: InviteOptions) {
    this.uri = options.uri
    this.authorization = this.authorize()
    this.send()
  }

  /** Sends CANCEL as soon as that is allowed, and cleans up whatever comes of it. */
  cancel(): void {
    if (this.stage === 'inviting') this.sendCancel()
    if (this.stage === 'inviting' || this.stage === 'withdrawn') this.stage = 'cancelling'
  }

  /** It has waited for long enough, but what was answered before the CANCEL came counts (RFC 3261 §9.2). */
  withdraw(): void {
    if (this.stage !== 'inviting') return
    this.sendCancel()
    this.stage = 'withdrawn'
  }

  /** The flow is gone, and with it the transaction: nothing more will be told. */
  abandon(): void {
    clearTimeout(this.cancelTimer)
    this.stage = 'failed'
  }

  private sendCancel(): void {
    this.request?.cancel()
    // RFC 3261 §9.1: a CANCEL may go unheeded; then the transaction is over after 64*T1.
    this.cancelTimer = setTimeout(() => this.fail(timeoutReply), 64 * this.options.timers.t1Ms)
  }

  private authorize(): RequestAuthorization {
    return this.options.credentials.authorize('INVITE', this.uri.toRaw())
  }

  private send(): void {
    const { flow, offer, extraHeaders = [] } = this.options
    this.early.clear()
    const headers = [
      `Contact: ${flow.contact}`,
      'Accept: application/sdp',
      ...capabilityHeaders,
      ...sessionTimerHeaders,
      ...extraHeaders,
      ...this.authorization.nextHeaders()
    ]
    const body = { contentType: 'application/sdp', contentDisposition: 'session', content: offer }
    const message = flow.request('INVITE', this.uri, this.identity, headers, body)
    this.request = flow.core.invite(message, {
      onProgress: (response) => {
        const { session, message } = response
        this.early.note(session, message.body)
        acknowledge(response, this.options)
        if (this.stage === 'inviting') this.options.onEarly(session, message.body)
      },
      onAccept: (response) => {
        response.ack({ extraHeaders: [...this.authorization.lastHeaders] })
        this.answer(response.session, response.message.body, replyOf(response))
      },
      onRedirect: (response) => this.redirect(response),
      onReject: (response) => this.reject(response)
    })
  }

  private answer(session: Session, sdp: string, reply: Reply): void {
    if (this.stage === 'inviting' || this.stage === 'withdrawn') {
      clearTimeout(this.cancelTimer)
      this.stage = 'answered'
      // Some PBXs put the answer in the 183 only; after a reliable 183 they should (RFC 3262 §5).
      this.options.onAnswer({ session, sdp: sdp === '' ? this.early.sdpOf(session) : sdp, reply })
      return
    }
    // The CANCEL came too late, or a fork answered second (RFC 3261 §13.2.2.4): the dialog exists and must be ended.
    const { flow, credentials } = this.options
    void sendBye({ flow, session, credentials }).then((bye) => this.fail(bye))
  }

  private redirect(response: IncomingResponse): void {
    const reply = replyOf(response)
    const target = redirectTarget(reply.headers('contact'), this.options.domain)
    if (!target || this.stage !== 'inviting' || ++this.redirections > mostRedirections) {
      this.fail(reply)
      return
    }
    this.uri = sipjsUri(target)
    this.authorization = this.authorize()
    this.send()
  }

  private reject(response: IncomingResponse): void {
    const reply = replyOf(response)
    const again =
      this.stage === 'inviting' &&
      this.authorization.answer(reply.statusCode, (name) => reply.headers(name))
    if (again) this.send()
    else this.fail(reply)
  }

  private fail(reply: Reply): void {
    clearTimeout(this.cancelTimer)
    if (this.stage === 'answered' || this.stage === 'failed') return
    this.stage = 'failed'
    this.options.onFailure(reply)
  }
}

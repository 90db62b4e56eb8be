import type { IncomingInviteRequest, Session, SessionDelegate } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import type { IncomingUpdate, WithUpdate } from '../flow/sipjs-update'
import { deltaSeconds } from '../message/event'
import type { CallMedia, IncomingCall as IncomingCallPort } from '../ports'
import { acceptInvite } from './accept-invite'
import { Call, type CallOptions } from './call'
import { reasonOf } from './call-delegate'
import { ReliableProvisional } from './reliable-provisional'
import { remotePartyOf } from './remote-party'
import { demands, understands } from './required-extensions'

/** RFC 3261 §16.6, Timer C: no proxy lets anything ring for longer, so a PBX that died does not either. */
const longestRingSeconds = 180

export interface IncomingCallOptions extends CallOptions {
  readonly flow: Flow
  readonly request: IncomingInviteRequest
}

/**
 * A call that somebody makes to us (RFC 3261 §13.3).
 *
 * ```
 *  offered ──ring()──► ringing (180, repeated until its PRACK where the caller takes that)
 *     │                   │
 *     └──────answer()─────┴──► answering ──our SDP──► 2xx, confirmed
 *     │ reject(), CANCEL, BYE in the early dialog, Expires │
 *     └───────────────────────────────────────────────────┴──► 4xx..6xx, terminated
 * ```
 */
export class IncomingCall extends Call implements IncomingCallPort {
  readonly direction = 'incoming'
  protected media: CallMedia | undefined
  private readonly provisional: ReliableProvisional
  private ringTimer: NodeJS.Timeout | undefined

  constructor(protected override readonly options: IncomingCallOptions) {
    super(options, { state: 'early', remote: remotePartyOf(options.request.message) })
    const { request, flow } = options
    this.provisional = new ReliableProvisional({
      ...options,
      onUnacknowledged: () => this.refuse(504, { by: 'network' })
    })
    request.delegate = { onCancel: (cancel) => this.leftByCaller(reasonOf(cancel)) }
    request.trying()
    this.onFlow.follow(flow)
  }

  /** Unless it was answered or rejected already. */
  ring(): void {
    if (this.isOver() || this.media) return
    const { request } = this.options
    const { message } = request
    const seconds = deltaSeconds(message.getHeader('expires')) ?? longestRingSeconds
    const ringMs = Math.min(seconds, longestRingSeconds) * 1_000
    this.ringTimer = setTimeout(() => this.refuse(487, { by: 'network' }), ringMs)
    const offered = message.body !== ''
    if (offered && understands(message, '100rel')) this.takeRequests(this.provisional.send(180))
    else if (!demands(message, '100rel')) {
      this.takeRequests(request.progress({ statusCode: 180 }).session)
    }
    // The first reliable response to an INVITE without an offer has to carry ours (RFC 3261 §13.2.1), and there is none
    // before somebody answers: who demands one is told nothing until then.
  }

  answer(media: CallMedia): void {
    if (this.isOver() || this.media) {
      void media.close()
      return
    }
    this.media = media
    void this.accept(media)
  }

  reject(statusCode: 486 | 603 | 480): void {
    if (!this.isOver() && !this.dialog) this.refuse(statusCode, { by: 'local', statusCode })
  }

  protected giveUpInvite(): void {
    this.refuse(480, { by: 'local', statusCode: 480 })
  }

  protected abandonInvite(): void {
    this.stopRinging()
  }

  private async accept(media: CallMedia): Promise<void> {
    const { request, flow, log } = this.options
    try {
      const accepted = await acceptInvite(request, media, () => this.isOver())
      if (!accepted) return
      this.stopRinging()
      const dialog = this.enter(accepted, flow, media)
      this.setState({ kind: 'confirmed' })
      dialog.start()
    } catch (error) {
      log.warn('the call could not be answered', { error: String(error) })
      if (this.isOver()) return
      const statusCode = 488
      const reasonPhrase = 'Not Acceptable Here'
      this.refuse(statusCode, { by: 'rejected', statusCode, reasonPhrase })
    }
  }

  private takeRequests(session: Session): void {
    const delegate: SessionDelegate & WithUpdate = {
      // RFC 3261 §15: the caller may end an early dialog by BYE; its INVITE is still to be answered.
      onBye: (request) => {
        request.accept()
        this.leftByCaller(reasonOf(request.message))
      },
      onPrack: (request) => this.provisional.acknowledge(request),
      onUpdate: answerEarlyUpdate
    }
    session.delegate = delegate
  }

  private leftByCaller(reason: string | undefined): void {
    this.refuse(487, { by: 'remote', ...(reason === undefined ? {} : { reason }) })
  }

  private refuse(statusCode: number, end: Parameters<Call['fail']>[0]): void {
    if (this.isOver()) return
    this.stopRinging()
    this.options.request.reject({ statusCode })
    this.fail(end)
  }

  private stopRinging(): void {
    clearTimeout(this.ringTimer)
    this.provisional.stop()
  }
}

/** RFC 3311 §5.2: another offer has to wait until the first one has its answer. */
function answerEarlyUpdate(request: IncomingUpdate): void {
  if (request.message.body === '') request.accept()
  else request.reject({ statusCode: 500, extraHeaders: ['Retry-After: 1'] })
}

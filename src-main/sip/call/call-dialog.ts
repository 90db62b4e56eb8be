import type { SessionDelegate } from 'sip.js/lib/core/index.js'
import type { CallEnd } from '@contract/telephony/call-state'
import type { Reply } from '../flow/reply'
import type { WithUpdate } from '../flow/sipjs-update'
import { deltaSeconds } from '../message/event'
import type { CallMedia, SipLog } from '../ports'
import type { SipTimers } from '../sip-timers'
import { answerUpdate } from './answer-update'
import { sendBye, sendDtmfRelay, sendOptions, type InviteDialog } from './in-dialog'
import { answerReInvite } from './re-invite'
import { agreedInAnswer, refreshSession } from './session-refresh'
import { SessionTimer } from './session-timer'

type Agreed = ReturnType<typeof agreedInAnswer>

export interface CallDialogOptions extends InviteDialog {
  readonly media: CallMedia
  readonly timers: Pick<SipTimers, 'dialogProbeMs'>
  readonly log: SipLog
  /** the 2xx that made the dialog */
  readonly answer: Pick<Reply, 'header' | 'headers'>
  /** called at most once, when the other side ended the call or is gone */
  readonly onEnd: (end: CallEnd) => void
}

/** The confirmed dialog of a call: what we send in it, what may arrive in it, and whether the PBX is still there. */
export class CallDialog {
  private over = false
  private probeTimer: NodeJS.Timeout | undefined
  private agreedSeconds = 0
  private refreshByUpdate: boolean
  private readonly sessionTimer = new SessionTimer({
    onRefreshDue: () => void this.refresh(),
    onExpired: () => this.expire()
  })

  constructor(private readonly options: CallDialogOptions) {
    const { session, flow, media, log } = options
    this.refreshByUpdate = /\bUPDATE\b/i.test(options.answer.headers('allow').join())
    const isOver = () => this.over
    const onAgreed = (agreed: Agreed) => this.keepSession(agreed)
    const delegate: SessionDelegate & WithUpdate = {
      onBye: (request) => {
        const reason = request.message.getHeader('reason')
        request.accept()
        this.end({ by: 'remote', ...(reason === undefined ? {} : { reason }) })
      },
      onInvite: (request) => {
        void answerReInvite(request, { flow, session, media, log, isOver, onAgreed })
      },
      onUpdate: (request) => {
        void answerUpdate(request, { flow, session, media, log, isOver, onAgreed })
      }
    }
    session.delegate = delegate
  }

  /** The call is confirmed: from now on it is watched. */
  start(): void {
    this.keepSession(agreedInAnswer(this.options.answer))
    this.startProbing()
  }

  /**
   * Asks the PBX now and then whether it still knows the call. On UDP nothing else tells that it died; on a stream a
   * dead connection may go unnoticed for as long.
   */
  private startProbing(): void {
    this.probeTimer = setTimeout(() => void this.probe(), this.options.timers.dialogProbeMs)
  }

  async sendDigit(digit: string, durationMs: number): Promise<Reply> {
    const reply = await sendDtmfRelay(this.options, digit, durationMs)
    this.judge(reply, { silenceIsDeath: false })
    return reply
  }

  /** Ends the dialog from our side. */
  bye(): Promise<Reply> {
    this.close()
    return sendBye(this.options)
  }

  /** Nothing more is sent or told, e.g. because the flow is gone. */
  close(): void {
    this.over = true
    clearTimeout(this.probeTimer)
    this.sessionTimer.stop()
  }

  private async probe(): Promise<void> {
    const reply = await sendOptions(this.options)
    this.judge(reply, { silenceIsDeath: true })
    if (!this.over) this.startProbing()
  }

  private keepSession(agreed: Agreed): void {
    this.sessionTimer.stop()
    if (!agreed || this.over) return
    this.agreedSeconds = agreed.seconds
    this.sessionTimer.start(agreed.seconds, agreed.weRefresh)
  }

  /** RFC 4028 §7.4, §10. One that comes to nothing leaves the session to its end. */
  private async refresh(): Promise<void> {
    const { log } = this.options
    try {
      const reply = await refreshSession(this.options, this.agreedSeconds, this.refreshByUpdate)
      this.judge(reply, { silenceIsDeath: true })
      if (this.over) return
      if (reply.statusCode < 300) this.keepSession(agreedInAnswer(reply))
      else this.refreshDifferently(reply)
    } catch (error) {
      log.info('the session could not be refreshed', { error: String(error) })
      if (!this.over) this.sessionTimer.refreshAgain()
    }
  }

  /** RFC 4028 §7.3: 422 names the least interval. A PBX may say that it takes UPDATE, and then refuse it. */
  private refreshDifferently(reply: Reply): void {
    const { statusCode } = reply
    this.options.log.info('the session was not refreshed', { statusCode })
    const updateRefused = this.refreshByUpdate && (statusCode === 405 || statusCode === 501)
    const minSeconds = statusCode === 422 ? (deltaSeconds(reply.header('min-se')) ?? 0) : 0
    const intervalRefused = minSeconds > this.agreedSeconds
    if (updateRefused) this.refreshByUpdate = false
    if (intervalRefused) this.agreedSeconds = minSeconds
    if (updateRefused || intervalRefused) void this.refresh()
    else this.sessionTimer.refreshAgain()
  }

  private expire(): void {
    if (this.over) return
    this.options.log.info('the session expired without a refresh')
    void sendBye(this.options)
    this.end({ by: 'network' })
  }

  /** RFC 3261 §12.2.1.2: 481 and 408 mean that the dialog is no more. Any other answer, also 405 or 501, is a sign of life. */
  private judge(
    { statusCode, origin }: Reply,
    { silenceIsDeath }: { silenceIsDeath: boolean }
  ): void {
    const unknown = statusCode === 481
    const silent = origin !== 'peer' || statusCode === 408
    if (this.over || !(unknown || (silent && silenceIsDeath))) return
    // The other side may only have been slow: it should not keep a call that we have given up.
    if (!unknown) void sendBye(this.options)
    this.end({ by: 'network' })
  }

  private end(end: CallEnd): void {
    if (this.over) return
    this.close()
    this.options.onEnd(end)
  }
}

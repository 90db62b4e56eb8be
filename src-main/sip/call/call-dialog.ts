import type { CallEnd } from '@contract/telephony/call-state'
import type { Reply } from '../flow/reply'
import type { CallMedia, SipLog } from '../ports'
import type { SipTimers } from '../sip-timers'
import { sendBye, sendDtmfRelay, sendOptions, type InviteDialog } from './in-dialog'
import { answerReInvite } from './re-invite'

export interface CallDialogOptions extends InviteDialog {
  readonly media: CallMedia
  readonly timers: Pick<SipTimers, 'dialogProbeMs'>
  readonly log: SipLog
  /** called at most once, when the other side ended the call or is gone */
  readonly onEnd: (end: CallEnd) => void
}

/** The confirmed dialog of a call: what we send in it, what may arrive in it, and whether the PBX is still there. */
export class CallDialog {
  private over = false
  private probeTimer: NodeJS.Timeout | undefined

  constructor(private readonly options: CallDialogOptions) {
    const { session, flow, media, log } = options
    session.delegate = {
      onBye: (request) => {
        const reason = request.message.getHeader('reason')
        request.accept()
        this.end({ by: 'remote', ...(reason === undefined ? {} : { reason }) })
      },
      onInvite: (request) => {
        void answerReInvite(request, { flow, session, media, log, isOver: () => this.over })
      }
    }
  }

  /**
   * Asks the PBX now and then whether it still knows the call. On UDP nothing else tells that it died; on a stream a
   * dead connection may go unnoticed for as long.
   */
  startProbing(): void {
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
  }

  private async probe(): Promise<void> {
    const reply = await sendOptions(this.options)
    this.judge(reply, { silenceIsDeath: true })
    if (!this.over) this.startProbing()
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

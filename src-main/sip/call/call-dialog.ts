import type { URI } from 'sip.js/lib/core/index.js'
import type { CallEnd } from '@contract/telephony/call-state'
import type { Flow } from '../flow/flow'
import { goneReply, type Reply } from '../flow/reply'
import { movedSession } from '../flow/sipjs-move'
import type { CallMedia, Held, RemoteParty, SipLog, TransferOutcome } from '../ports'
import type { SipTimers } from '../sip-timers'
import { AckWatch } from './ack-watch'
import { callDelegate } from './call-delegate'
import { DialogProbe } from './dialog-probe'
import { sendBye, sendDtmfRelay, sendOptions, sendRefer, type InviteDialog } from './in-dialog'
import { Hold } from './hold'
import type { DialogId } from './replaces'
import { SessionKeeper } from './session-keeper'
import { SessionOffers } from './session-offers'
import {
  refreshHeaders,
  sendUpdate,
  targetRefreshHeaders,
  type SessionInterval
} from './session-refresh'
import { Transfer } from './transfer'

/** RFC 3261 §16.6, Timer C: no phone that a call is transferred to rings for longer. */
const transferTimeoutMs = 180_000

export interface CallDialogOptions extends InviteDialog {
  readonly media: CallMedia
  readonly timers: Pick<SipTimers, 'dialogProbeMs' | 't1Ms'>
  readonly log: SipLog
  /** the Allow and Supported values of the INVITE or 2xx that made the dialog, and the interval agreed on there */
  readonly allow: string
  readonly supported: string
  readonly interval: SessionInterval
  /** our INVITE made the Call-ID */
  readonly ownsCallId: boolean
  /** how the call is held when the dialog begins */
  readonly held: Held
  /** called at most once, when the other side ended the call or is gone */
  readonly onEnd: (end: CallEnd) => void
  readonly onRemoteHold: (held: boolean) => void
  /** the PBX says that somebody else is there now */
  readonly onAsserted: (party: RemoteParty) => void
}

/** The confirmed dialog of a call: what we send in it, what may arrive in it, and whether the PBX is still there. */
export class CallDialog {
  readonly acks: AckWatch
  private dialog: InviteDialog
  private transfer: Transfer | undefined
  private supersededTimer: NodeJS.Timeout | undefined
  private readonly closed = new AbortController()
  private readonly offers: SessionOffers
  private readonly hold: Hold
  private readonly probe: DialogProbe
  private readonly keeper: SessionKeeper

  constructor(private readonly options: CallDialogOptions) {
    const { flow, session, credentials, timers, log, allow } = options
    this.dialog = { flow, session, credentials }
    this.acks = new AckWatch({ timeoutMs: 64 * timers.t1Ms, onMissing: () => this.giveUp() })
    this.offers = new SessionOffers({
      ...options,
      acks: this.acks,
      signal: this.closed.signal,
      current: () => this.dialog,
      onAnswer: (sdp) => this.hold.answered(sdp)
    })
    this.hold = new Hold({ ...options, offer: () => this.offer(targetRefreshHeaders) })
    this.probe = new DialogProbe(timers.dialogProbeMs, () =>
      this.ask(sendOptions, { silenceIsDeath: true })
    )
    this.keeper = new SessionKeeper({
      allow,
      log,
      sendRefresh: (seconds, byUpdate) => this.sendRefresh(seconds, byUpdate),
      onExpired: () => {
        log.info('the session expired without a refresh')
        this.giveUp()
      }
    })
    this.takeRequests()
  }

  /** The call is confirmed: from now on it is watched. */
  start(): void {
    this.keeper.keep(this.options.interval)
    this.probe.start()
  }

  get id(): DialogId {
    const { callId, localTag, remoteTag } = this.dialog.session
    return { callId, localTag, remoteTag }
  }

  /** The AOR of the other side, as the dialog knows it. */
  get remoteUri(): URI {
    return this.dialog.session.remoteURI
  }

  /** The other side said that it takes an INVITE with Replaces (RFC 3891 §6.2). */
  get knowsReplaces(): boolean {
    return /\breplaces\b/i.test(this.options.supported)
  }

  /** Resolves when no offer of ours is under way any more. */
  get offersSettled(): Promise<void> {
    return this.offers.settled
  }

  /** An SDP of the other side that the media took. */
  remoteSdp(sdp: string): void {
    this.hold.remoteSdp(sdp)
  }

  sendDigit(digit: string, durationMs: number): Promise<Reply> {
    return this.ask((dialog) => sendDtmfRelay(dialog, digit, durationMs), { silenceIsDeath: false })
  }

  setHeld(held: boolean): Promise<Reply> {
    return this.hold.set(held)
  }

  /** RFC 3515. One at a time: a second one would have to be told apart by its NOTIFYs. */
  refer(referTo: string, referredBy: string): Promise<TransferOutcome> {
    if (this.transfer)
      return Promise.resolve({
        kind: 'failed',
        statusCode: 491,
        reasonPhrase: 'Request Pending'
      })
    const transfer = new Transfer({
      outcomeTimeoutMs: transferTimeoutMs,
      send: () =>
        this.ask((dialog) => sendRefer(dialog, referTo, referredBy), { silenceIsDeath: false })
    })
    this.transfer = transfer
    void transfer.outcome.then(() => (this.transfer = undefined))
    return transfer.outcome
  }

  /**
   * Goes on with this dialog on another flow: from there a re-INVITE tells the PBX our new Contact and our new address
   * for media (RFC 3261 §12.2.1.1, §14.1).
   *
   * @returns false when the PBX did not take it, or only a BYE was to be sent: the call is over
   */
  async moveTo(flow: Flow): Promise<boolean> {
    const { media, log } = this.options
    this.dialog = { ...this.dialog, flow, session: movedSession(this.dialog.session, flow.core) }
    this.takeRequests()
    this.acks.stop()
    this.offers.moved()
    if (this.isOver) return false
    try {
      await media.moveTo(flow.local.host)
      const { statusCode } = await this.offer(targetRefreshHeaders)
      if (statusCode < 300) return !this.isOver
      log.info('the call could not be moved', { statusCode })
    } catch (error) {
      log.warn('the media could not be moved', { error: String(error) })
    }
    this.giveUp()
    return false
  }

  /** Ends the dialog from our side, as soon as that is allowed (RFC 3261 §15); without a flow, on the next one. */
  async bye(): Promise<Reply> {
    const { settled } = this.acks
    this.leave()
    await settled
    this.acks.stop()
    const reply = await sendBye(this.dialog)
    if (reply.origin !== 'transport' || this.dialog.flow.isOpen) return reply
    await this.offers.nextFlow()
    return sendBye(this.dialog)
  }

  /** Another dialog has taken its place: the PBX ends this one (RFC 3891 §3), or we do when it has not. */
  supersede(): void {
    this.close()
    const sendLateBye = () => void sendBye(this.dialog)
    this.supersededTimer = setTimeout(sendLateBye, 64 * this.options.timers.t1Ms)
  }

  /** Nothing more is sent or told, e.g. because the flow is gone. */
  close(): void {
    this.leave()
    this.acks.stop()
  }

  private get isOver(): boolean {
    return this.closed.signal.aborted
  }

  private leave(): void {
    this.closed.abort()
    this.probe.stop()
    this.keeper.stop()
    this.transfer?.leave()
    this.offers.stop()
  }

  private takeRequests(): void {
    const { media, log, onAsserted } = this.options
    const { flow, session } = this.dialog
    session.delegate = callDelegate({
      flow,
      session,
      media,
      log,
      acks: this.acks,
      isOver: () => this.isOver,
      onAgreed: (interval) => this.keeper.keep(interval),
      onRemoteSdp: (sdp) => this.hold.remoteSdp(sdp),
      onAsserted,
      onBye: (reason) => {
        clearTimeout(this.supersededTimer)
        this.end({ by: 'remote', ...(reason === undefined ? {} : { reason }) })
      },
      onReferNotify: (request) => this.transfer?.notified(request)
    })
  }

  private async ask(
    send: (dialog: InviteDialog) => Promise<Reply>,
    { silenceIsDeath }: { silenceIsDeath: boolean }
  ): Promise<Reply> {
    await this.acks.settled
    if (this.isOver) return goneReply
    const { dialog } = this
    const reply = await send(dialog)
    if (dialog === this.dialog) this.judge(reply, { silenceIsDeath })
    return reply
  }

  private async offer(headers: (flow: Flow) => readonly string[]): Promise<Reply> {
    const reply = await this.offers.make(headers)
    this.judge(reply, { silenceIsDeath: true })
    return reply
  }

  private sendRefresh(seconds: number, byUpdate: boolean): Promise<Reply> {
    const headers = (flow: Flow) => refreshHeaders(flow, seconds)
    return byUpdate
      ? this.ask((dialog) => sendUpdate(dialog, headers(dialog.flow)), { silenceIsDeath: true })
      : this.offer(headers)
  }

  /** RFC 3261 §12.2.1.2: 481 and 408 mean that the dialog is no more. Any other answer, also 405 or 501, is a sign of life. */
  private judge(
    { statusCode, origin }: Reply,
    { silenceIsDeath }: { silenceIsDeath: boolean }
  ): void {
    const unknown = statusCode === 481
    const silent = origin === 'timeout' || origin === 'transport' || statusCode === 408
    if (unknown) this.end({ by: 'network' })
    // A flow that is gone says nothing about the dialog: the call may move to another one.
    else if (silent && silenceIsDeath && this.dialog.flow.isOpen) this.giveUp()
  }

  /** The other side may only have been slow: it should not keep a call that we have given up. */
  private giveUp(): void {
    if (this.isOver) return
    void sendBye(this.dialog)
    this.end({ by: 'network' })
  }

  private end(end: CallEnd): void {
    if (this.isOver) return
    this.close()
    this.options.onEnd(end)
  }
}

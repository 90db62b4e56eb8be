import type { IncomingInviteRequest, URI } from 'sip.js/lib/core/index.js'
import { isDialString } from '@contract/telephony/dtmf'
import type { CallEnd } from '@contract/telephony/call-state'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import { goneReply } from '../flow/reply'
import type { CallMedia, SipCall, SipLog, SipResponse, TransferOutcome } from '../ports'
import type { SipTimers } from '../sip-timers'
import { acceptInvite, type AcceptedInvite } from './accept-invite'
import { CallFacts, type BeginningCall } from './call-facts'
import { CallFlow } from './call-flow'
import { CallDialog, type CallDialogOptions } from './call-dialog'
import { assertedParty, remotePartyOf } from './remote-party'
import { Renewals, type RenewableCall } from './renewals'
import { replacesValue, sameDialog, type DialogId } from './replaces'
import type { AnsweredInvite } from './invite'
import { agreedInAnswer } from './session-refresh'

/** What a call needs of its account. */
export interface CallOptions {
  readonly credentials: Credentials
  readonly timers: SipTimers
  readonly log: SipLog
  /** our AOR */
  readonly aor: URI
  /** @throws ReasonedError sip: not-dialable */
  readonly uriOf: (dialled: string) => URI
}

/** What makes one dialog of a call different from another. */
export type NewDialog = Pick<
  CallDialogOptions,
  'flow' | 'session' | 'media' | 'allow' | 'supported' | 'interval' | 'ownsCallId'
>

/**
 * What all calls have in common. The states and their diagrams are in the contract; what the user asks for shows at once,
 * while CANCEL, ACK and BYE run their course behind it (`released`).
 */
export abstract class Call extends CallFacts implements SipCall {
  abstract readonly direction: SipCall['direction']
  /** Resolves when the PBX has been told, or cannot be told any more. */
  readonly released: Promise<void>
  protected dialog: CallDialog | undefined
  protected readonly onFlow: CallFlow
  private leaving = false
  private readonly renewals: Renewals
  private resolveReleased: () => void = () => {}

  constructor(
    protected readonly options: CallOptions,
    begin: BeginningCall
  ) {
    super(begin, options.log)
    this.onFlow = new CallFlow({
      graceMs: 64 * options.timers.t1Ms,
      canMove: () => this.canMove,
      onLost: () => this.loseFlow()
    })
    this.renewals = new Renewals({
      ...options,
      call: () => this.renewable,
      offerAgain: () =>
        this.confirmedDialog?.setHeld(this.held.local) ?? Promise.resolve(goneReply),
      enter: (answer, { flow, media }, take) => this.enterAnswered(answer, flow, media, take)
    })
    this.released = new Promise((resolve) => {
      this.resolveReleased = resolve
    })
  }

  /** The flow that the call is on; undefined before it has one. */
  get flow(): Flow | undefined {
    return this.onFlow.current
  }

  async sendInfo(digit: string, durationMs: number): Promise<SipResponse> {
    if (digit.length !== 1 || !isDialString(digit)) throw new TypeError('not a DTMF digit')
    return responseOf((await this.confirmedDialog?.sendDigit(digit, durationMs)) ?? goneReply)
  }

  async setHeld(held: boolean): Promise<SipResponse> {
    await this.renewals.underWay
    const { confirmedDialog } = this
    const reply = (await confirmedDialog?.setHeld(held)) ?? goneReply
    if (reply.statusCode < 300 && confirmedDialog === this.confirmedDialog)
      this.setHold({ local: held })
    return responseOf(reply)
  }

  async renew(): Promise<SipResponse> {
    return responseOf(await this.renewals.make())
  }

  transfer(target: string): Promise<TransferOutcome> {
    return this.refer(this.options.uriOf(target).toRaw())
  }

  transferTo(other: SipCall): Promise<TransferOutcome> {
    if (!(other instanceof Call) || other === this) throw new TypeError('not another call')
    const { confirmedDialog: target } = other
    if (!target) return Promise.resolve(notConfirmed)
    const replaces = encodeURIComponent(replacesValue(target.id))
    return this.refer(`${target.remoteUri.toRaw()}?Replaces=${replaces}`)
  }

  /** Whether this is the call that somebody's Replaces means (RFC 3891 §3). */
  hasDialog(id: DialogId): boolean {
    return this.confirmedDialog !== undefined && sameDialog(this.confirmedDialog.id, id)
  }

  /**
   * Another party takes the place of the other side (RFC 3891 §3): the same call to whoever has it, with the same media,
   * in another dialog. The INVITE is refused, and nothing changes, when the media cannot follow.
   */
  async replaceDialog(request: IncomingInviteRequest, flow: Flow): Promise<void> {
    const { dialog: replaced, media } = this
    if (!replaced || !media) return
    try {
      const accepted = await acceptInvite(request, media, () => this.isOver())
      if (!accepted) throw new Error('the call is over')
      this.enter(accepted, flow, media).start()
      void replaced.bye()
      this.setRemote(remotePartyOf(request.message))
    } catch (error) {
      this.options.log.warn('the call could not be replaced', { error: String(error) })
      request.reject({ statusCode: this.isOver() ? 481 : 488 })
    }
  }

  /**
   * Goes on over another flow, from another address (RFC 3261 §14.1).
   *
   * @returns false when the PBX did not take it: the call has ended then. A call that rings cannot be moved, and stays
   *   with its flow.
   */
  async moveTo(flow: Flow): Promise<boolean> {
    if (!this.dialog || !this.canMove) return false
    this.onFlow.follow(flow)
    return this.dialog.moveTo(flow)
  }

  /** It is confirmed, or its BYE has not reached the PBX yet. */
  get canMove(): boolean {
    return this.confirmedDialog !== undefined || this.leaving
  }

  hangUp(): void {
    if (this.isOver()) return
    const { dialog } = this
    this.leaving = dialog !== undefined
    if (dialog) void dialog.bye().then(() => this.release())
    else this.giveUpInvite()
    this.end({ by: 'local' })
  }

  /** Ends an INVITE that has not come to a dialog, and releases the call when the PBX knows. */
  protected abstract giveUpInvite(): void
  /** The flow is gone before there is a dialog. */
  protected abstract abandonInvite(): void
  /** undefined until somebody answers */
  protected abstract readonly media: CallMedia | undefined

  protected isOver(): boolean {
    return this.state.kind === 'terminated'
  }

  /** @returns the dialog, which is the call's from now on */
  protected begin(dialog: NewDialog): CallDialog {
    const begun = new CallDialog({
      ...this.options,
      ...dialog,
      held: this.held,
      onEnd: (end) => void this.dialogEnded(begun, end),
      onAsserted: (party) => this.setRemote(party),
      onRemoteHold: (remote) => this.setHold({ remote })
    })
    this.dialog = begun
    return begun
  }

  /**
   * The dialog of an INVITE of ours, which this 2xx answered.
   *
   * @param take - gives the answer to the media
   * @returns undefined when the call is over: the answer could not be used, or it was hung up meanwhile
   */
  protected async enterAnswered(
    { session, sdp, reply }: AnsweredInvite,
    flow: Flow,
    media: CallMedia,
    take: (sdp: string) => Promise<void>
  ): Promise<CallDialog | undefined> {
    const dialog = this.begin({
      flow,
      session,
      media,
      allow: reply.headers('allow').join(),
      supported: reply.headers('supported').join(),
      interval: agreedInAnswer(reply),
      ownsCallId: true
    })
    try {
      if (sdp === '') throw new Error('the 2xx has no session description')
      await take(sdp)
    } catch (error) {
      if (this.isOver()) return undefined
      this.options.log.warn('the answer of the PBX was not accepted', { error: String(error) })
      this.breakOff(dialog)
      return undefined
    }
    if (this.isOver()) return undefined
    dialog.remoteSdp(sdp)
    const asserted = assertedParty(reply.headers('p-asserted-identity'))
    if (asserted) this.setRemote(asserted)
    return dialog
  }

  /** The dialog of an INVITE that was accepted. The answer to an offer of ours comes with its ACK (RFC 3264 §4). */
  protected enter(accepted: AcceptedInvite, flow: Flow, media: CallMedia): CallDialog {
    const { offer, ...made } = accepted
    const dialog = this.begin({ ...made, flow, media, ownsCallId: false })
    dialog.acks.expect(offer === '' ? (sdp) => this.takeAnswer(sdp, dialog, media) : undefined)
    if (offer !== '') dialog.remoteSdp(offer)
    this.onFlow.follow(flow)
    return dialog
  }

  /** The media could not follow: the PBX has a call that we do not want. */
  protected breakOff(dialog: CallDialog): void {
    void dialog.bye().then(() => this.release())
    this.end({ by: 'network' })
  }

  private async takeAnswer(sdp: string, dialog: CallDialog, media: CallMedia): Promise<void> {
    try {
      if (sdp === '') throw new Error('the ACK has no session description')
      await media.acceptAnswer(sdp)
      dialog.remoteSdp(sdp)
    } catch (error) {
      if (this.isOver()) return
      this.options.log.warn('the answer in an ACK was not accepted', { error: String(error) })
      this.breakOff(dialog)
    }
  }

  /** The end came from outside: nothing is left to be told to the PBX. */
  protected fail(end: CallEnd): void {
    this.dialog?.close()
    this.end(end)
    this.release()
  }

  protected release(): void {
    this.onFlow.leave()
    this.resolveReleased()
  }

  protected end(end: CallEnd): void {
    if (this.isOver()) return
    this.renewals.stop()
    this.setState({ kind: 'terminated', end })
    this.tellNobody()
    this.media?.close().catch((error: unknown) => {
      this.options.log.warn('the media did not close', { error: String(error) })
    })
  }

  /** The BYE for a dialog that we replace may come before the 2xx to what replaces it. */
  private async dialogEnded(dialog: CallDialog, end: CallEnd): Promise<void> {
    if (this.renewals.dialogAtStake) await this.renewals.dialogAtStake
    if (this.dialog === dialog) this.fail(end)
  }

  private get renewable(): RenewableCall | undefined {
    const { confirmedDialog: dialog, flow, media } = this
    return dialog && flow && media && { dialog, flow, media }
  }

  private get confirmedDialog(): CallDialog | undefined {
    return this.state.kind === 'confirmed' ? this.dialog : undefined
  }

  private async refer(referTo: string): Promise<TransferOutcome> {
    const outcome = await (this.confirmedDialog?.refer(referTo, this.options.aor.toRaw()) ??
      notConfirmed)
    if (outcome.kind === 'succeeded') this.hangUp()
    return outcome
  }

  private loseFlow(): void {
    if (!this.dialog) this.abandonInvite()
    this.fail({ by: 'network' })
  }
}

const notConfirmed: TransferOutcome = { kind: 'failed', ...responseOf(goneReply) }

function responseOf({ statusCode, reasonPhrase }: SipResponse): SipResponse {
  return { statusCode, reasonPhrase }
}

import type { Session, URI } from 'sip.js/lib/core/index.js'
import { isDialString } from '@contract/telephony/dtmf'
import type { CallEnd, CallState } from '@contract/telephony/call-state'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import type { Reply } from '../flow/reply'
import { Listeners } from '../listeners'
import type {
  CallMedia,
  Held,
  RemoteParty,
  SipCall,
  SipLog,
  SipResponse,
  TransferOutcome
} from '../ports'
import type { SipTimers } from '../sip-timers'
import { CallDialog } from './call-dialog'
import { Invite } from './invite'

export interface OutgoingCallOptions {
  /** undefined when there is no connection to the PBX: the call ends at once */
  readonly flow: Flow | undefined
  readonly uri: URI
  /** who was dialled */
  readonly remote: RemoteParty
  readonly domain: string
  readonly media: CallMedia
  readonly credentials: Credentials
  readonly timers: SipTimers
  readonly log: SipLog
}

/**
 * A call that we make. The states and their diagram are in the contract; what the user asks for shows at once, while
 * CANCEL, ACK and BYE run their course behind it (`released`).
 */
export class OutgoingCall implements SipCall {
  readonly direction = 'outgoing'
  readonly held: Held = { local: false, remote: false }
  /** Resolves when the PBX has been told, or cannot be told any more. */
  readonly released: Promise<void>
  private current: CallState = { kind: 'calling' }
  private readonly listeners: Listeners<CallState>
  private invite: Invite | undefined
  private dialog: CallDialog | undefined
  private removeFlowListener: () => void = () => {}
  private resolveReleased: () => void = () => {}

  constructor(private readonly options: OutgoingCallOptions) {
    this.listeners = new Listeners(options.log)
    this.released = new Promise((resolve) => {
      this.resolveReleased = resolve
    })
    void this.start()
  }

  get state(): CallState {
    return this.current
  }

  onState(listener: (state: CallState) => void): () => void {
    return this.listeners.add(listener)
  }

  async sendInfo(digit: string, durationMs: number): Promise<SipResponse> {
    if (digit.length !== 1 || !isDialString(digit)) throw new TypeError('not a DTMF digit')
    if (!this.dialog || this.current.kind !== 'confirmed')
      return { statusCode: 481, reasonPhrase: 'Call/Transaction Does Not Exist' }
    const { statusCode, reasonPhrase } = await this.dialog.sendDigit(digit, durationMs)
    return { statusCode, reasonPhrase }
  }

  get remote(): RemoteParty {
    return this.options.remote
  }

  onRemote(): () => void {
    return () => {}
  }

  onHeld(): () => void {
    return () => {}
  }

  setHeld(): Promise<SipResponse> {
    return Promise.resolve({ statusCode: 501, reasonPhrase: 'Not Implemented' })
  }

  transfer(): Promise<TransferOutcome> {
    return Promise.resolve({ kind: 'failed', statusCode: 501, reasonPhrase: 'Not Implemented' })
  }

  transferTo(): Promise<TransferOutcome> {
    return this.transfer()
  }

  hangUp(): void {
    if (this.current.kind === 'terminated') return
    if (this.dialog) void this.dialog.bye().then(() => this.release())
    else if (this.invite) this.invite.cancel()
    else this.release()
    this.end({ by: 'local' })
  }

  private async start(): Promise<void> {
    const { flow, media, log } = this.options
    // The caller gets to add its listener before anything happens.
    await Promise.resolve()
    if (!flow) {
      this.fail({ by: 'network' })
      return
    }
    this.removeFlowListener = flow.onClosed(() => this.loseFlow())
    try {
      if (this.isOver()) return
      const offer = await media.createOffer()
      if (!this.isOver()) this.invite = this.sendInvite(flow, offer)
    } catch (error) {
      log.warn('the call could not be offered', { error: String(error) })
      this.fail({ by: 'network' })
    }
  }

  private sendInvite(flow: Flow, offer: string): Invite {
    return new Invite({
      ...this.options,
      flow,
      offer,
      onEarly: () => {
        if (this.current.kind === 'calling') this.setState({ kind: 'early' })
      },
      onAnswer: (session, sdp, reply) => void this.answered(flow, session, sdp, reply),
      onFailure: (reply) => this.fail(failureEnd(reply))
    })
  }

  private async answered(flow: Flow, session: Session, sdp: string, reply: Reply): Promise<void> {
    const { media, log } = this.options
    const dialog = new CallDialog({
      ...this.options,
      flow,
      session,
      answer: reply,
      onEnd: (end) => this.fail(end)
    })
    this.dialog = dialog
    try {
      if (sdp === '') throw new Error('the 2xx has no session description')
      await media.acceptAnswer(sdp)
    } catch (error) {
      if (this.isOver()) return
      log.warn('the answer of the PBX was not accepted', { error: String(error) })
      void dialog.bye().then(() => this.release())
      this.end({ by: 'network' })
      return
    }
    if (this.isOver()) return
    this.setState({ kind: 'confirmed' })
    dialog.start()
  }

  private loseFlow(): void {
    this.invite?.abandon()
    this.fail({ by: 'network' })
  }

  private isOver(): boolean {
    return this.current.kind === 'terminated'
  }

  /** The end came from outside: nothing is left to be told to the PBX. */
  private fail(end: CallEnd): void {
    this.dialog?.close()
    this.end(end)
    this.release()
  }

  private release(): void {
    this.removeFlowListener()
    this.resolveReleased()
  }

  private end(end: CallEnd): void {
    if (this.isOver()) return
    this.setState({ kind: 'terminated', end })
    this.listeners.clear()
    this.options.media.close().catch((error: unknown) => {
      this.options.log.warn('the media did not close', { error: String(error) })
    })
  }

  private setState(state: CallState): void {
    this.current = state
    this.listeners.tell(state)
  }
}

/** Only what the PBX itself answered is a rejection; silence and a lost connection are the network's. */
function failureEnd(reply: Reply): CallEnd {
  if (reply.origin !== 'peer') return { by: 'network' }
  const reason = reply.header('reason')
  return {
    by: 'rejected',
    statusCode: reply.statusCode,
    reasonPhrase: reply.reasonPhrase,
    ...(reason === undefined ? {} : { reason })
  }
}

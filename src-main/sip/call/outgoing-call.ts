import type { Session, URI } from 'sip.js/lib/core/index.js'
import type { CallEnd } from '@contract/telephony/call-state'
import type { Flow } from '../flow/flow'
import type { Reply } from '../flow/reply'
import type { CallMedia, RemoteParty } from '../ports'
import { Call, type CallOptions } from './call'
import { earlyDelegate } from './early-delegate'
import { Invite, type AnsweredInvite } from './invite'

export interface OutgoingCallOptions extends CallOptions {
  /** undefined when there is no connection to the PBX: the call ends at once */
  readonly flow: Flow | undefined
  readonly uri: URI
  /** who was dialled */
  readonly remote: RemoteParty
  /** the account's domain, which a redirection may not leave */
  readonly domain: string
  readonly media: CallMedia
}

/** A call that we make. */
export class OutgoingCall extends Call {
  readonly direction = 'outgoing'
  private invite: Invite | undefined
  /** the answer that the media follows, and when it does */
  private heard: { readonly sdp: string; readonly taken: Promise<void> } | undefined

  constructor(protected override readonly options: OutgoingCallOptions) {
    super(options, { state: 'calling', remote: options.remote })
    void this.start()
  }

  protected giveUpInvite(): void {
    if (this.invite) this.invite.cancel()
    else this.release()
  }

  protected abandonInvite(): void {
    this.invite?.abandon()
  }

  protected get media(): CallMedia {
    return this.options.media
  }

  private async start(): Promise<void> {
    const { flow, media, log } = this.options
    // The caller gets to add its listener before anything happens.
    await Promise.resolve()
    if (!flow) {
      this.fail({ by: 'network' })
      return
    }
    this.onFlow.follow(flow)
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
      onEarly: (session, sdp) => this.progress(flow, session, sdp),
      onAnswer: (answer) => void this.answered(flow, answer),
      onFailure: (reply) => this.fail(failureEnd(reply))
    })
  }

  /** Of several early dialogs the last one that sends sound is heard (RFC 3960 §3.2 leaves the choice to us). */
  private progress(flow: Flow, session: Session, sdp: string): void {
    const { media, log } = this.options
    const isOver = () => this.isOver() || this.dialog !== undefined
    session.delegate ??= earlyDelegate({ flow, session, media, log, isOver })
    if (sdp !== '')
      this.hear(sdp).catch((error: unknown) => {
        log.info('an early answer was not accepted', { error: String(error) })
      })
    if (this.state.kind === 'calling') this.setState({ kind: 'early' })
  }

  private async answered(flow: Flow, answer: AnsweredInvite): Promise<void> {
    const { media } = this.options
    const dialog = await this.enterAnswered(answer, flow, media, (sdp) => this.hear(sdp))
    if (!dialog) return
    this.setState({ kind: 'confirmed' })
    dialog.start()
  }

  /** A 2xx usually repeats the answer of its 183: that is taken once (RFC 3261 §13.2.1). */
  private hear(sdp: string): Promise<void> {
    if (this.heard?.sdp === sdp) return this.heard.taken
    const before = this.heard?.taken ?? Promise.resolve()
    const taken = before.catch(() => {}).then(() => this.options.media.acceptAnswer(sdp))
    this.heard = { sdp, taken }
    return taken
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

import type { Flow } from '../flow/flow'
import { goneReply, type Reply } from '../flow/reply'
import type { CallMedia } from '../ports'
import type { CallDialog } from './call-dialog'
import { sendBye } from './in-dialog'
import type { AnsweredInvite } from './invite'
import { ReplacingInvite, type ReplacingInviteOptions } from './replacing-invite'

/** A call as it is when its session is to be set up from the beginning. */
export interface RenewableCall {
  readonly dialog: CallDialog
  readonly flow: Flow
  readonly media: CallMedia
}

export interface RenewalsOptions extends Pick<ReplacingInviteOptions, 'credentials' | 'timers'> {
  /** undefined while the call is not confirmed */
  readonly call: () => RenewableCall | undefined
  /** offers the session again within the dialog */
  readonly offerAgain: () => Promise<Reply>
  /** the call goes on in the dialog of this answer; undefined when it is over */
  readonly enter: (
    answer: AnsweredInvite,
    call: RenewableCall,
    take: (sdp: string) => Promise<void>
  ) => Promise<CallDialog | undefined>
}

/**
 * Sets the session of a call up from the beginning, one time after the other: in a new dialog where the PBX lets one replace
 * another, as everything is made anew with it, or by a re-INVITE.
 */
export class Renewals {
  private last: Promise<unknown> | undefined
  private replacing: ReplacingInvite | undefined

  constructor(private readonly options: RenewalsOptions) {}

  /** While one is under way: resolves when there is none. */
  get underWay(): Promise<unknown> | undefined {
    return this.last
  }

  /** While the PBX is asked to replace the dialog: resolves when it has, or has not. */
  get dialogAtStake(): Promise<unknown> | undefined {
    return this.replacing?.answer
  }

  make(): Promise<Reply> {
    const renewal = (this.last ?? Promise.resolve()).then(() => this.renew())
    const done = renewal
      .catch(() => {})
      .then(() => {
        if (this.last === done) this.last = undefined
      })
    this.last = done
    return renewal
  }

  /** The call is over. */
  stop(): void {
    this.replacing?.cancel()
  }

  private async renew(): Promise<Reply> {
    await this.options.call()?.dialog.offersSettled
    const call = this.options.call()
    if (!call) return goneReply
    return (call.dialog.knowsReplaces && (await this.replace(call))) || this.options.offerAgain()
  }

  /** @returns undefined when the PBX refused: the dialog is as it was */
  private async replace(call: RenewableCall): Promise<Reply | undefined> {
    const { dialog, flow, media } = call
    const offer = await media.createOffer()
    if (!this.options.call() || !flow.isOpen) return undefined
    const invite = { ...this.options, flow, offer, uri: dialog.remoteUri, replaced: dialog.id }
    this.replacing = new ReplacingInvite(invite)
    const answer = await this.replacing.answer
    this.replacing = undefined
    if (!answer) return undefined
    if (this.options.call()?.dialog !== dialog) {
      // Somebody else took the place of the other side meanwhile (RFC 3891 §3).
      void sendBye({ ...this.options, flow, session: answer.session })
      return undefined
    }
    dialog.supersede()
    let { reply } = answer
    const begun = await this.options.enter(answer, call, async (sdp) => {
      // One that cannot be used does not end the call: the media may have been lost again, and offers once more.
      await media.acceptAnswer(sdp).catch(() => {
        reply = { ...reply, statusCode: 488, reasonPhrase: 'Not Acceptable Here' }
      })
    })
    begun?.start()
    return begun ? reply : goneReply
  }
}

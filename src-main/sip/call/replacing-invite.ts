import type { URI } from 'sip.js/lib/core/index.js'
import { Invite, type AnsweredInvite, type InviteOptions } from './invite'
import { replacesValue, type DialogId } from './replaces'

export interface ReplacingInviteOptions extends Pick<
  InviteOptions,
  'flow' | 'offer' | 'credentials' | 'timers'
> {
  /** the other side of the dialog, as the account dials it */
  readonly uri: URI
  readonly replaced: DialogId
}

/**
 * An INVITE that takes the place of a dialog of our own (RFC 3891 §3, §4), so that the PBX makes everything anew that belongs
 * to it: no other request has every PBX begin another DTLS association. `Require` keeps one that does not know Replaces from
 * calling a second time (§5).
 *
 * ```
 *  sent ──2xx──► answered; the PBX ends the dialog that was replaced
 *    │  └─8*T1──► CANCEL ──2xx that crossed it──► answered
 *    │                └──refused, silence for 4*T1──► undefined
 *    └──refused, flow lost, cancel()──► undefined; the dialog is as it was
 * ```
 */
export class ReplacingInvite {
  readonly answer: Promise<AnsweredInvite | undefined>
  private invite: Invite | undefined

  constructor({ replaced, ...options }: ReplacingInviteOptions) {
    const { flow, timers, uri } = options
    let removeListener = () => {}
    let giveUp = () => {}
    const answer = new Promise<AnsweredInvite | undefined>((resolve) => {
      this.invite = new Invite({
        ...options,
        domain: uri.host,
        extraHeaders: [`Replaces: ${replacesValue(replaced)}`, 'Require: replaces'],
        onEarly: () => {},
        onAnswer: resolve,
        onFailure: () => resolve(undefined)
      })
      removeListener = flow.onClosed(() => {
        this.invite?.abandon()
        resolve(undefined)
      })
      giveUp = () => {
        this.cancel()
        resolve(undefined)
      }
    })
    // Nobody rings: who replaces a dialog answers at once.
    const tooLong = setTimeout(() => this.invite?.withdraw(), 8 * timers.t1Ms)
    const silent = setTimeout(giveUp, 12 * timers.t1Ms)
    this.answer = answer.finally(() => {
      clearTimeout(tooLong)
      clearTimeout(silent)
      removeListener()
    })
  }

  cancel(): void {
    this.invite?.cancel()
  }
}

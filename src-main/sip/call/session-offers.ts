import type { Flow } from '../flow/flow'
import { goneReply, type Reply } from '../flow/reply'
import type { InviteDialog } from './in-dialog'
import { offerSession, type SessionOfferOptions } from './session-offer'

export interface SessionOffersOptions extends Omit<SessionOfferOptions, 'dialog' | 'headers'> {
  /** the dialog on the flow where it is now */
  readonly current: () => InviteDialog
}

/** The offers that we make during a call: one after the other, on whatever flow it is. */
export class SessionOffers {
  private last: Promise<unknown> = Promise.resolve()
  /** those who wait for another flow */
  private adrift: (() => void)[] = []

  constructor(private readonly options: SessionOffersOptions) {}

  /**
   * A re-INVITE; again on the next flow when the call has lost this one or left it.
   *
   * @param headers - its header lines on a flow
   */
  async make(headers: (flow: Flow) => readonly string[]): Promise<Reply> {
    const { current, signal } = this.options
    while (!signal.aborted) {
      const dialog = current()
      const reply = await this.inTurn(dialog, headers(dialog.flow))
      if (dialog !== current()) continue
      if (dialog.flow.isOpen) return reply
      await this.nextFlow()
    }
    return goneReply
  }

  /** Resolves when none is under way. */
  get settled(): Promise<void> {
    return this.last.then(() => {})
  }

  /** Resolves when the dialog has another flow, or is not to have one any more. */
  nextFlow(): Promise<void> {
    return new Promise((resolve) => this.adrift.push(resolve))
  }

  /** The dialog is on another flow: what was under way on the last one is made again there. */
  moved(): void {
    this.last = Promise.resolve()
    this.stop()
  }

  /** Nobody waits for another flow any more. */
  stop(): void {
    for (const resolve of this.adrift.splice(0)) resolve()
  }

  /** sip.js has one re-INVITE at a time in a dialog. One that waited too long for its turn is not sent. */
  private inTurn(dialog: InviteDialog, headers: readonly string[]): Promise<Reply> {
    const { current, signal } = this.options
    const reply = this.last.then(() =>
      dialog === current() && !signal.aborted
        ? offerSession({ ...this.options, dialog, headers })
        : goneReply
    )
    this.last = reply.catch(() => {})
    return reply
  }
}

import type { Dialog } from './dialog'
import type { ServerTransaction } from './server-transactions'
import type { SipRequest } from './sip-message'

interface InDialog {
  readonly dialog: Dialog
}

/** The calls of one desk, found by the dialog that a request is in. */
export class CallsInDialog<Call extends InDialog> extends Set<Call> {
  find(request: SipRequest): Call | undefined {
    for (const call of this) if (call.dialog.holds(request)) return call
    return undefined
  }

  /** Runs for the call that is meant; otherwise answers as RFC 3261 §12.2.2 has it: 481, or 500 when out of order. */
  within(transaction: ServerTransaction, run: (call: Call) => void): void {
    const call = this.find(transaction.request)
    if (!call) transaction.respond({ statusCode: 481 })
    else if (!call.dialog.advance(transaction)) transaction.respond({ statusCode: 500 })
    else run(call)
  }
}

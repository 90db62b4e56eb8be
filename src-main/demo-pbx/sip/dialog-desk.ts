import type { Dialog } from './dialog'
import { infoDigits, infoTypes } from './info-digits'
import type { NegotiatedLeg } from './negotiated-leg'
import { q850Reason } from './q850-reason'
import { readSdp } from './sdp'
import type { ServerTransaction } from './server-transactions'
import type { SipEndpoint } from './sip-endpoint'
import { headerOf, type SipHeader, type SipRequest } from './sip-message'
import type { Answer } from './sip-response'

interface CallInDialog {
  readonly dialog: Dialog
  readonly leg: NegotiatedLeg
}

/** Calls, and the requests within their dialogs (RFC 3261 §12.2), whatever the calls are for. */
export abstract class DialogDesk<Call extends CallInDialog> {
  protected readonly calls = new Set<Call>()

  protected constructor(private readonly endpoint: Pick<SipEndpoint, 'send' | 'contact'>) {}

  /** A digit that came by SIP INFO. */
  protected abstract digit(call: Call, digit: string): void
  /** Nothing of it is left; the other side knows. */
  protected abstract forget(call: Call): void

  /** True when a request belongs to a call of this desk. */
  holds(request: SipRequest): boolean {
    return this.find(request) !== undefined
  }

  /** A re-INVITE: hold, resume, another port or another codec. */
  renegotiate(transaction: ServerTransaction): void {
    this.within(transaction, (call) => {
      const answer = call.leg.negotiate(transaction.request.body)
      transaction.respond({ ...answer, headers: [this.contactFor(transaction)] })
    })
  }

  /** The ACK to a 2xx; it carries the answer when the offer was ours. */
  acknowledge(ack: SipRequest, invite: ServerTransaction): void {
    if (invite.request.body !== '' || ack.body === '') return
    this.find(ack)?.leg.accept(ack.body)
  }

  info(transaction: ServerTransaction): void {
    this.within(transaction, (call) => {
      const digits = infoDigits(transaction.request)
      const accept = { name: 'Accept', value: infoTypes.join(', ') }
      transaction.respond(
        digits === undefined ? { statusCode: 415, headers: [accept] } : { statusCode: 200 }
      )
      for (const digit of digits ?? '') this.digit(call, digit)
    })
  }

  bye(transaction: ServerTransaction): void {
    this.within(transaction, (call) => {
      transaction.respond({ statusCode: 200 })
      this.forget(call)
    })
  }

  /** The 2xx was never acknowledged: the dialog is ended by BYE (RFC 3261 §13.3.1.4). */
  notAcknowledged(invite: ServerTransaction): void {
    const callId = headerOf(invite.request, 'Call-ID')
    for (const call of this.calls) {
      if (call.dialog.callId === callId) this.hangUp(call, 102, 'Recovery on timer expiry')
    }
  }

  /** Runs for the call that is meant; otherwise answers as RFC 3261 §12.2.2 has it: 481, or 500 when out of order. */
  protected within(transaction: ServerTransaction, run: (call: Call) => void): void {
    const call = this.find(transaction.request)
    if (!call) transaction.respond({ statusCode: 481 })
    else if (!call.dialog.advance(transaction)) transaction.respond({ statusCode: 500 })
    else run(call)
  }

  protected hangUp(call: Call, cause: number, text: string): void {
    if (!this.calls.has(call)) return
    this.forget(call)
    const { dialog } = call
    this.endpoint.send(dialog.request('BYE', [q850Reason(cause, text)]), dialog.flow)
  }

  protected contactFor({ flow }: ServerTransaction): SipHeader {
    return { name: 'Contact', value: this.endpoint.contact(flow) }
  }

  private find(request: SipRequest): Call | undefined {
    for (const call of this.calls) if (call.dialog.holds(request)) return call
    return undefined
  }
}

/** What to say to an INVITE whose offer cannot be used; undefined when it can, or leaves the offer to us. */
export function unusableOffer({ body }: SipRequest): Answer | undefined {
  if (body === '' || readSdp(body)) return undefined
  return { statusCode: 488, headers: [q850Reason(88, 'Incompatible destination')] }
}

import type { Clock } from '../clock'
import type { DemoAccount, DemoAgent } from '../demo-directory'
import type { Floor } from '../floor/floor'
import type { ServerTransaction } from '../sip/server-transactions'
import type { SipEndpoint } from '../sip/sip-endpoint'
import { headerOf } from '../sip/sip-message'
import type { OrdinaryCall } from './ordinary-call'
import { partyAt } from './phone-book'
import { referTarget, type ReferTarget } from './refer-to'

export interface TransferOptions {
  readonly clock: Clock
  readonly endpoint: Pick<SipEndpoint, 'send' | 'contact'>
  readonly agents: readonly DemoAgent[]
  readonly floor: Pick<Floor, 'occupy' | 'talk' | 'release'>
  readonly ringMs: number
}

export interface TransferredCalls {
  findByTags(callId: string, localTag: string, remoteTag: string): OrdinaryCall | undefined
  holds(call: OrdinaryCall): boolean
  /** its party talks to somebody else from now on: the manager's leg is over */
  handOver(call: OrdinaryCall): void
  end(call: OrdinaryCall): void
}

/** Long enough for the manager to hang up first, as most phones do. */
const byeAfterMs = 2_000

const phrases = {
  100: 'Trying',
  200: 'OK',
  404: 'Not Found',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here'
}
type Outcome = Exclude<keyof typeof phrases, 100>

/** What a REFER of the manager sets going (RFC 3515), and the NOTIFYs that tell what came of it. */
export class Transfers {
  constructor(
    private readonly options: TransferOptions,
    private readonly calls: TransferredCalls
  ) {}

  begin(transaction: ServerTransaction, call: OrdinaryCall, account: DemoAccount): void {
    const target = referTarget(headerOf(transaction.request, 'Refer-To'))
    const contact = { name: 'Contact', value: this.options.endpoint.contact(transaction.flow) }
    if (!target) {
      transaction.respond({ statusCode: 400 })
      return
    }
    transaction.respond({ statusCode: 202, headers: [contact] })
    this.notify(call, 100)
    // Who takes over a call that is up does not ring.
    this.options.clock.after(target.replaces ? 0 : this.options.ringMs, () => {
      if (!this.calls.holds(call)) return
      const outcome = target.replaces
        ? this.connect(call, target.replaces)
        : this.handOn(call, account, target)
      this.notify(call, outcome)
      if (outcome === 200) this.expectBye(call)
    })
  }

  private handOn(call: OrdinaryCall, account: DemoAccount, { user }: ReferTarget): Outcome {
    const { agents, floor } = this.options
    const party = partyAt(agents, account, user)
    if (!party) return 404
    if (party.kind === 'agent') {
      if (!floor.occupy(user, call.party)) return 486
      floor.talk(user)
      floor.release(user)
    }
    return 200
  }

  private connect(call: OrdinaryCall, replaces: NonNullable<ReferTarget['replaces']>): Outcome {
    const other = this.calls.findByTags(replaces.callId, replaces.toTag, replaces.fromTag)
    if (!other || other === call) return 481
    this.calls.end(other)
    return 200
  }

  private expectBye(call: OrdinaryCall): void {
    this.options.clock.after(byeAfterMs, () => {
      if (this.calls.holds(call)) this.calls.end(call)
    })
  }

  private notify({ dialog }: OrdinaryCall, statusCode: keyof typeof phrases): void {
    const { endpoint } = this.options
    const state = statusCode === 100 ? 'active;expires=60' : 'terminated;reason=noresource'
    const headers = [
      { name: 'Event', value: 'refer' },
      { name: 'Subscription-State', value: state },
      { name: 'Contact', value: endpoint.contact(dialog.flow) },
      { name: 'Content-Type', value: 'message/sipfrag;version=2.0' }
    ]
    const body = `SIP/2.0 ${statusCode} ${phrases[statusCode]}\r\n`
    endpoint.send(dialog.request('NOTIFY', headers, body), dialog.flow)
  }
}

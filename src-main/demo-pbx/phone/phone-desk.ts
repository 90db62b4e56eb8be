import { DialogDesk, unusableOffer } from '../sip/dialog-desk'
import { q850Reason } from '../sip/q850-reason'
import { Ticker } from '../audio/ticker'
import type { Clock } from '../clock'
import type { DemoAccount, DemoAgent } from '../demo-directory'
import type { Client } from '../floor/clients'
import type { Floor } from '../floor/floor'
import { NegotiatedLeg } from '../sip/negotiated-leg'
import type { ServerTransaction } from '../sip/server-transactions'
import type { SipEndpoint } from '../sip/sip-endpoint'
import { UasDialog } from '../sip/uas-dialog'
import { ringManager, type ManagerContact } from './manager-call'
import { echoVoice } from './echo-voice'
import { OrdinaryCall, type PartyVoice } from './ordinary-call'
import { partyAt, type PhoneParty } from './phone-book'
import { Transfers } from './transfers'

export interface PhoneDeskOptions {
  readonly clock: Clock
  readonly endpoint: Pick<SipEndpoint, 'send' | 'invite' | 'contact'>
  readonly agents: readonly DemoAgent[]
  readonly floor: Pick<Floor, 'callOf' | 'occupy' | 'talk' | 'release' | 'hangUp'>
  readonly voiceOf: (kind: 'agent' | 'client', number: string) => PartyVoice
  /** how long somebody who is called lets it ring */
  readonly ringMs: number
  readonly onHears: (call: OrdinaryCall) => void
  readonly onDigit: (party: PhoneParty, digit: string) => void
}

const framesPerReport = 10

/** The ordinary calls of the manager: to colleagues and clients, and from a client. */
export class PhoneDesk extends DialogDesk<OrdinaryCall> {
  private readonly transfers: Transfers
  private readonly ticker: Ticker
  private frames = 0
  private closed = false

  constructor(private readonly options: PhoneDeskOptions) {
    super(options.endpoint)
    this.transfers = new Transfers(options, {
      findByTags: (callId, localTag, remoteTag) =>
        [...this.calls].find(
          ({ dialog }) =>
            dialog.callId === callId &&
            dialog.localTag === localTag &&
            dialog.remoteTag === remoteTag
        ),
      holds: (call) => this.calls.has(call),
      handOver: (call) => {
        this.forget(call, 'keep-talking')
      },
      end: (call) => {
        this.hangUp(call, 16, 'Normal call clearing')
      }
    })
    this.ticker = new Ticker(options.clock, (skippedSlots) => {
      this.tick(skippedSlots)
    })
  }

  /** True for a number of the phone book, when no supervision is meant. */
  reaches(account: DemoAccount, number: string): boolean {
    return partyAt(this.options.agents, account, number) !== undefined
  }

  dial(transaction: ServerTransaction, account: DemoAccount, number: string): void {
    const { agents, floor, clock, ringMs } = this.options
    const party = partyAt(agents, account, number)
    const unusable = unusableOffer(transaction.request)
    if (!party) {
      transaction.respond({ statusCode: 404, headers: [q850Reason(1, 'Unallocated number')] })
    } else if (unusable) transaction.respond(unusable)
    else if (party.kind === 'agent' && !floor.occupy(number, managerOf(account))) {
      transaction.respond({ statusCode: 486, headers: [q850Reason(17, 'User busy')] })
    } else {
      transaction.respond({ statusCode: 180, headers: [this.contactFor(transaction)] })
      // A machine answers at once.
      const afterMs = party.kind === 'echo' ? 0 : ringMs
      clock.after(afterMs, () => void this.answer(transaction, party))
    }
  }

  /** A client calls the manager and waits for a while. */
  async callManager(manager: ManagerContact): Promise<void> {
    const { clock, endpoint, onDigit } = this.options
    const ring = await ringManager(
      manager,
      { clock, endpoint },
      [...this.calls],
      (party, digit) => {
        onDigit(party, digit)
      }
    )
    ring.onAnswered((dialog, usable) => {
      const call = new OrdinaryCall(dialog, ring.party, ring.leg, this.voiceOf(ring.party))
      this.begin(call)
      if (!usable || this.closed) this.hangUp(call, 88, 'Incompatible destination')
    })
  }

  refer(transaction: ServerTransaction, account: DemoAccount): void {
    this.within(transaction, (call) => {
      this.transfers.begin(transaction, call, account)
    })
  }

  /** The party hangs up. */
  endCall(number: string): void {
    for (const call of this.calls) {
      if (call.party.number === number) this.hangUp(call, 16, 'Normal call clearing')
    }
  }

  close(): void {
    this.closed = true
    for (const call of this.calls) this.hangUp(call, 41, 'Temporary failure')
    this.ticker.stop()
  }

  private async answer(transaction: ServerTransaction, party: PhoneParty): Promise<void> {
    const { clock, onDigit, floor } = this.options
    const leg = await NegotiatedLeg.open(clock, (digit) => {
      onDigit(party, digit)
    })
    const answer = leg.negotiate(transaction.request.body)
    // Cancelled meanwhile.
    if (this.closed || transaction.answered || answer.statusCode !== 200) {
      leg.close()
      if (party.kind === 'agent') floor.hangUp(party.number)
      transaction.respond(answer)
      return
    }
    if (party.kind === 'agent') floor.talk(party.number)
    this.begin(new OrdinaryCall(new UasDialog(transaction), party, leg, this.voiceOf(party)))
    transaction.respond({ ...answer, headers: [this.contactFor(transaction)] })
  }

  private voiceOf({ kind, number }: PhoneParty): PartyVoice {
    return kind === 'echo' ? echoVoice() : this.options.voiceOf(kind, number)
  }

  private begin(call: OrdinaryCall): void {
    this.calls.add(call)
    this.ticker.start()
  }

  private tick(skippedSlots: number): void {
    this.frames += 1
    for (const call of this.calls) {
      call.tick(skippedSlots)
      if (this.frames % framesPerReport === 0) this.options.onHears(call)
    }
  }

  protected digit({ party }: OrdinaryCall, digit: string): void {
    this.options.onDigit(party, digit)
  }

  protected forget(call: OrdinaryCall, party: 'hangs-up' | 'keep-talking' = 'hangs-up'): void {
    this.calls.delete(call)
    call.leg.close()
    if (this.calls.size === 0) this.ticker.stop()
    if (call.party.kind !== 'agent') return
    if (party === 'keep-talking') this.options.floor.release(call.party.number)
    else this.options.floor.hangUp(call.party.number)
  }
}

/** As an agent's telephone shows the manager. */
function managerOf({ user }: DemoAccount): Client {
  return { name: user.charAt(0).toUpperCase() + user.slice(1), number: user }
}

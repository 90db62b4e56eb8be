import type { Conversations } from '../audio/conversations'
import type { CallVoices } from '../audio/voices'
import type { Clock } from '../clock'
import type { DemoAccount } from '../demo-directory'
import type { AgentCall } from '../floor/agent-call'
import { supervisedTalkMs } from '../floor/pace'
import { DialogDesk, unusableOffer } from '../sip/dialog-desk'
import { q850Reason } from '../sip/q850-reason'
import type { ServerTransaction } from '../sip/server-transactions'
import type { SipEndpoint } from '../sip/sip-endpoint'
import { UasDialog } from '../sip/uas-dialog'
import { admit, type SupervisionRules } from './admission'
import { SupervisorCall } from './supervisor-call'

export interface SupervisionDeskOptions {
  readonly clock: Clock
  readonly endpoint: Pick<SipEndpoint, 'send' | 'contact'>
  readonly rules: SupervisionRules
  readonly conversations: Conversations
  readonly callOf: (extension: string) => AgentCall | undefined
  readonly voicesOf: (extension: string) => CallVoices
  /** how long a join rings before it is answered; a PBX answers at once */
  readonly answerAfterMs: number
}

/** Everything supervisors do by INVITE, INFO and BYE. */
export class SupervisionDesk extends DialogDesk<SupervisorCall> {
  private closed = false

  constructor(private readonly options: SupervisionDeskOptions) {
    super(options.endpoint)
  }

  /** @param dialled - prefix and extension, unescaped */
  join(transaction: ServerTransaction, account: DemoAccount, dialled: string): void {
    const { rules, callOf, clock, answerAfterMs } = this.options
    const admission = admit(rules, account, dialled, callOf)
    const unusable = unusableOffer(transaction.request)
    if (admission.kind === 'refused') transaction.respond(admission.answer)
    else if (unusable) transaction.respond(unusable)
    else if (answerAfterMs === 0) void this.answer(transaction, admission)
    else {
      transaction.respond({ statusCode: 180 })
      clock.after(answerAfterMs, () => void this.answer(transaction, admission))
    }
  }

  /** Agent or client hung up: there is nothing left to supervise. */
  agentCallEnded(extension: string): void {
    for (const call of this.calls) {
      if (call.agent.extension === extension) this.hangUp(call, 16, 'Normal call clearing')
    }
  }

  /** The moment until which an agent's call must last so that every supervisor had time with it. */
  keepUntilMs(extension: string): number {
    const joined = [...this.calls]
      .filter(({ agent }) => agent.extension === extension)
      .map(({ joinedAtMs }) => joinedAtMs + supervisedTalkMs)
    return Math.max(0, ...joined)
  }

  close(): void {
    this.closed = true
    for (const call of this.calls) this.hangUp(call, 41, 'Temporary failure')
  }

  private async answer(
    transaction: ServerTransaction,
    { agent, mode }: Extract<ReturnType<typeof admit>, { kind: 'admitted' }>
  ): Promise<void> {
    const { clock, conversations, callOf, rules, voicesOf } = this.options
    const { extension } = agent
    const dialog = new UasDialog(transaction)
    const call = await SupervisorCall.open(dialog, agent, mode, rules.codes, clock)
    const agentCall = callOf(extension)
    const answer =
      agentCall?.state === 'confirmed'
        ? call.leg.negotiate(transaction.request.body)
        : { statusCode: 480, headers: [q850Reason(20, 'Subscriber absent')] }
    // Cancelled meanwhile, or there is nothing to join any more.
    if (this.closed || transaction.answered || answer.statusCode !== 200) {
      call.close()
      transaction.respond(answer)
      return
    }
    this.calls.add(call)
    transaction.respond({ ...answer, headers: [this.contactFor(transaction)] })
    conversations.join(extension, call, voicesOf(extension), agentCall?.confirmedAtMs ?? 0)
  }

  protected digit(call: SupervisorCall, digit: string): void {
    call.digit(digit)
  }

  protected forget(call: SupervisorCall): void {
    this.calls.delete(call)
    this.options.conversations.leave(call.agent.extension, call)
    call.close()
  }
}

import type { Clock } from '../clock'
import { parseCSeq, parseVia, tagOf } from './header-values'
import { formatSipMessage, headerOf, type SipRequest } from './sip-message'
import { replyPort, responseTo, type Answer } from './sip-response'
import type { Flow, SipTransport } from './sip-transport'
import { timerT1Ms, timerT2Ms, transactionLifetimeMs } from './timers'
import { freshToken } from './tokens'

/** A request to be answered, and how. */
export interface ServerTransaction {
  readonly request: SipRequest
  readonly flow: Flow
  /** the tag that this side gives the dialog, if the request makes one */
  readonly localTag: string
  /** true once a final response left */
  readonly answered: boolean
  /** Sends a response. A second final response is dropped: somebody else was quicker (a CANCEL, say). */
  respond(answer: Answer): void
}

export interface ServerTransactionUser {
  onRequest(transaction: ServerTransaction): void
  /** `invite`: the transaction whose 2xx is acknowledged */
  onAck(ack: SipRequest, invite: ServerTransaction): void
  /** The 2xx of an INVITE was never acknowledged (RFC 3261 §13.3.1.4). */
  onNoAck(invite: ServerTransaction): void
}

/**
 * The UAS side of RFC 3261 §17.2: a repeated request gets the same response again, final responses to INVITE are repeated
 * until the ACK (2xx on any transport, others on UDP), CANCEL finds its INVITE.
 */
export class ServerTransactions {
  private readonly byKey = new Map<string, Entry>()

  constructor(
    private readonly clock: Clock,
    private readonly transport: Pick<SipTransport, 'udpFlow'>,
    private readonly user: ServerTransactionUser
  ) {}

  receive(request: SipRequest, flow: Flow): void {
    if (request.method === 'ACK') this.acknowledge(request)
    else {
      const key = keyOf(request, request.method)
      const known = this.byKey.get(key)
      if (known) known.repeat()
      else this.begin(key, request, flow)
    }
  }

  close(): void {
    for (const entry of this.byKey.values()) entry.close()
    this.byKey.clear()
  }

  private begin(key: string, request: SipRequest, flow: Flow): void {
    const back =
      flow.protocol === 'udp'
        ? this.transport.udpFlow(flow.remoteAddress, replyPort(request, flow))
        : flow
    const entry = new Entry(this.clock, request, flow, back, {
      onOver: () => this.byKey.delete(key),
      onNoAck: () => {
        this.user.onNoAck(entry)
      }
    })
    this.byKey.set(key, entry)
    if (request.method === 'CANCEL') this.cancel(entry)
    else this.user.onRequest(entry)
  }

  private cancel(entry: Entry): void {
    const invite = this.byKey.get(keyOf(entry.request, 'INVITE'))
    entry.respond({ statusCode: invite ? 200 : 481 })
    // Whoever is about to answer the INVITE finds it answered.
    invite?.respond({ statusCode: 487 })
  }

  private acknowledge(ack: SipRequest): void {
    for (const entry of this.byKey.values()) {
      if (!entry.awaitsAck(ack)) continue
      entry.acknowledged()
      if (entry.succeeded) this.user.onAck(ack, entry)
    }
  }
}

class Entry implements ServerTransaction {
  readonly localTag = freshToken()
  answered = false
  succeeded = false
  private last: string | undefined
  private awaitingAck = false
  private stopRepeating: () => void = () => {}
  private stopLifetime: () => void = () => {}

  constructor(
    private readonly clock: Clock,
    readonly request: SipRequest,
    readonly flow: Flow,
    private readonly back: Flow,
    private readonly events: { onOver(): void; onNoAck(): void }
  ) {}

  respond(answer: Answer): void {
    if (this.answered) return
    this.last = formatSipMessage(responseTo(this.request, this.flow, this.localTag, answer))
    this.back.send(this.last)
    if (answer.statusCode < 200) return
    this.answered = true
    this.succeeded = answer.statusCode < 300
    this.awaitingAck = this.request.method === 'INVITE'
    if (this.awaitingAck && (this.succeeded || this.flow.protocol === 'udp')) {
      this.repeatAfter(timerT1Ms)
    }
    this.stopLifetime = this.clock.after(transactionLifetimeMs, () => {
      this.close()
      this.events.onOver()
      if (this.awaitingAck && this.succeeded) this.events.onNoAck()
    })
  }

  repeat(): void {
    if (this.last !== undefined) this.back.send(this.last)
  }

  awaitsAck(ack: SipRequest): boolean {
    const same = (name: string) => headerOf(ack, name) === headerOf(this.request, name)
    const numberOf = (request: SipRequest) => parseCSeq(headerOf(request, 'CSeq') ?? '')?.number
    if (!this.awaitingAck || !same('Call-ID') || numberOf(ack) !== numberOf(this.request)) {
      return false
    }
    const toTag = tagOf(headerOf(this.request, 'To')) || this.localTag
    return (
      tagOf(headerOf(ack, 'From')) === tagOf(headerOf(this.request, 'From')) &&
      tagOf(headerOf(ack, 'To')) === toTag
    )
  }

  acknowledged(): void {
    this.awaitingAck = false
    this.stopRepeating()
  }

  close(): void {
    this.stopRepeating()
    this.stopLifetime()
  }

  private repeatAfter(intervalMs: number): void {
    this.stopRepeating = this.clock.after(intervalMs, () => {
      this.repeat()
      this.repeatAfter(Math.min(intervalMs * 2, timerT2Ms))
    })
  }
}

/** RFC 3261 §17.2.3; a client older than that RFC is told apart by what it must send as well. */
function keyOf(request: SipRequest, method: string): string {
  const via = parseVia(headerOf(request, 'Via') ?? '')
  const branch = via?.parameters.get('branch')
  const sender =
    branch !== undefined && branch !== ''
      ? [branch, via?.host, via?.port]
      : [headerOf(request, 'Call-ID'), headerOf(request, 'CSeq'), headerOf(request, 'From')]
  return [method, ...sender].join('|')
}

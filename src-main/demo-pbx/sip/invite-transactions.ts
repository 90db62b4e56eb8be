import type { Clock } from '../clock'
import { parseCSeq, parseVia } from './header-values'
import {
  formatSipMessage,
  headerOf,
  type SipHeader,
  type SipRequest,
  type SipResponse
} from './sip-message'
import { loopback, type Flow } from './sip-transport'
import { timerT1Ms, transactionLifetimeMs } from './timers'
import { freshToken, magicCookie } from './tokens'

/** What an INVITE of the PBX comes to. */
export interface InviteListener {
  /** The first 2xx. Whatever is returned is sent as its ACK, again for each repetition. */
  onAccepted(response: SipResponse): SipRequest
  /** A final response that is no 2xx, or 408 for none. The ACK has left. */
  onRefused(statusCode: number): void
}

/** The UAC side of an INVITE (RFC 3261 §17.1.1, §13.2.2). */
export class InviteTransactions {
  private readonly byBranch = new Map<string, InviteTransaction>()

  constructor(
    private readonly clock: Clock,
    private readonly localPort: () => number
  ) {}

  send(invite: SipRequest, flow: Flow, listener: InviteListener): InviteTransaction {
    const branch = magicCookie + freshToken()
    const via = {
      name: 'Via',
      value: `SIP/2.0/${flow.protocol.toUpperCase()} ${loopback}:${this.localPort()};branch=${branch};rport`
    }
    const transaction = new InviteTransaction(this.clock, invite, via, flow, listener, () =>
      this.byBranch.delete(branch)
    )
    this.byBranch.set(branch, transaction)
    return transaction
  }

  /** @returns whether the response was one to an INVITE */
  receive(response: SipResponse): boolean {
    if (parseCSeq(headerOf(response, 'CSeq') ?? '')?.method !== 'INVITE') return false
    const branch = parseVia(headerOf(response, 'Via') ?? '')?.parameters.get('branch') ?? ''
    this.byBranch.get(branch)?.receive(response)
    return true
  }

  close(): void {
    for (const transaction of this.byBranch.values()) transaction.close()
    this.byBranch.clear()
  }
}

/**
 * ```
 *  calling ──1xx──► proceeding ──2xx──► accepted (each 2xx gets the ACK again)
 *     └──3xx..6xx──────┴──► refused (ACK on the same branch)
 * ```
 */
export class InviteTransaction {
  private provisional = false
  private cancelled = false
  private over = false
  private ack: string | undefined
  private stopRepeating: () => void = () => {}
  private stopWaiting: () => void = () => {}

  constructor(
    private readonly clock: Clock,
    private readonly invite: SipRequest,
    private readonly via: SipHeader,
    private readonly flow: Flow,
    private readonly listener: InviteListener,
    private readonly onOver: () => void
  ) {
    this.write(invite)
    if (flow.protocol === 'udp') this.repeatAfter(timerT1Ms)
    this.stopWaiting = clock.after(transactionLifetimeMs, () => {
      if (!this.provisional) this.refuse(408)
    })
  }

  /** CANCEL waits for a provisional response (RFC 3261 §9.1). */
  cancel(): void {
    this.cancelled = true
    if (this.provisional && !this.over) this.write(this.sibling('CANCEL'))
  }

  receive(response: SipResponse): void {
    this.stopRepeating()
    if (response.statusCode < 200) {
      const first = !this.provisional
      this.provisional = true
      if (first && this.cancelled) this.cancel()
    } else if (response.statusCode < 300) this.accept(response)
    else {
      const to = headerOf(response, 'To') ?? ''
      this.write(this.sibling('ACK', to))
      this.refuse(response.statusCode)
    }
  }

  close(): void {
    this.stopRepeating()
    this.stopWaiting()
  }

  private accept(response: SipResponse): void {
    if (this.ack === undefined) {
      this.over = true
      const ack = this.listener.onAccepted(response)
      const via = {
        name: 'Via',
        value: this.via.value.replace(/branch=[^;]+/, `branch=${magicCookie}${freshToken()}`)
      }
      this.ack = formatSipMessage({ ...ack, headers: [via, ...ack.headers] })
      this.stopWaiting()
      this.stopWaiting = this.clock.after(transactionLifetimeMs, this.onOver)
    }
    this.flow.send(this.ack)
  }

  private refuse(statusCode: number): void {
    if (this.over) return
    this.over = true
    this.close()
    this.stopWaiting = this.clock.after(transactionLifetimeMs, this.onOver)
    this.listener.onRefused(statusCode)
  }

  /** CANCEL and the ACK to a refusal are hop by hop: the same branch (RFC 3261 §9.1, §17.1.1.3). */
  private sibling(method: 'CANCEL' | 'ACK', to?: string): SipRequest {
    const copied = ['From', 'Call-ID', 'Max-Forwards'].map((name) => ({
      name,
      value: headerOf(this.invite, name) ?? ''
    }))
    const number = parseCSeq(headerOf(this.invite, 'CSeq') ?? '')?.number ?? 0
    return {
      ...this.invite,
      method,
      headers: [
        ...copied,
        { name: 'To', value: to ?? headerOf(this.invite, 'To') ?? '' },
        { name: 'CSeq', value: `${number} ${method}` }
      ],
      body: ''
    }
  }

  private write(request: SipRequest): void {
    this.flow.send(formatSipMessage({ ...request, headers: [this.via, ...request.headers] }))
  }

  private repeatAfter(intervalMs: number): void {
    this.stopRepeating = this.clock.after(intervalMs, () => {
      this.write(this.invite)
      this.repeatAfter(intervalMs * 2)
    })
  }
}

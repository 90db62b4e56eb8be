import { parseAddress, parseCSeq, tagOf } from './header-values'
import { headerOf, type SipHeader, type SipMessage, type SipRequest } from './sip-message'
import { serverName } from './sip-response'
import type { ServerTransaction } from './server-transactions'
import type { Flow } from './sip-transport'

/** What a dialog is made of (RFC 3261 §12), whoever began it. */
export interface DialogState {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  readonly flow: Flow
  /** From and To of requests of this side, with their tags */
  readonly localAddress: string
  readonly remoteAddress: string
  readonly routeSet: readonly string[]
  readonly remoteTarget: string
  readonly localCSeq: number
  readonly remoteCSeq: number
}

/** A dialog and the requests within it (RFC 3261 §12.2). */
export class Dialog {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  /** where the newest request came from: answered there, as PBXs do for phones behind NAT */
  flow: Flow
  private readonly localAddress: string
  private readonly remoteAddress: string
  private readonly routeSet: readonly string[]
  private remoteTarget: string
  private remoteCSeq: number
  private localCSeq: number

  constructor(state: DialogState) {
    this.callId = state.callId
    this.localTag = state.localTag
    this.remoteTag = state.remoteTag
    this.flow = state.flow
    this.localAddress = state.localAddress
    this.remoteAddress = state.remoteAddress
    this.routeSet = state.routeSet
    this.remoteTarget = state.remoteTarget
    this.remoteCSeq = state.remoteCSeq
    this.localCSeq = state.localCSeq
  }

  /** True when a request belongs here. */
  holds(request: SipRequest): boolean {
    return (
      headerOf(request, 'Call-ID') === this.callId &&
      tagOf(headerOf(request, 'To')) === this.localTag &&
      tagOf(headerOf(request, 'From')) === this.remoteTag
    )
  }

  /**
   * Takes over what a further request brings.
   *
   * @returns false when it is older than one already seen (to be answered by 500, RFC 3261 §12.2.2)
   */
  advance({ request, flow }: ServerTransaction): boolean {
    const cseq = cseqOf(request)
    if (cseq <= this.remoteCSeq) return false
    this.remoteCSeq = cseq
    this.flow = flow
    this.remoteTarget = contactOf(request) ?? this.remoteTarget
    return true
  }

  /** A request of this side within the dialog, without its Via. */
  request(method: string, headers: readonly SipHeader[], body = ''): SipRequest {
    // RFC 3261 §13.2.2.4: the ACK has the number of its INVITE.
    if (method !== 'ACK') this.localCSeq += 1
    return {
      kind: 'request',
      method,
      requestUri: this.remoteTarget,
      headers: [
        { name: 'Max-Forwards', value: '70' },
        ...this.routeSet.map((value) => ({ name: 'Route', value })),
        { name: 'From', value: this.localAddress },
        { name: 'To', value: this.remoteAddress },
        { name: 'Call-ID', value: this.callId },
        { name: 'CSeq', value: `${this.localCSeq} ${method}` },
        { name: 'User-Agent', value: serverName },
        ...headers
      ],
      body
    }
  }
}

export function contactOf(message: SipMessage): string | undefined {
  const contact = headerOf(message, 'Contact')
  return contact === undefined ? undefined : parseAddress(contact).uri
}

export function cseqOf(message: SipMessage): number {
  return parseCSeq(headerOf(message, 'CSeq') ?? '')?.number ?? 0
}

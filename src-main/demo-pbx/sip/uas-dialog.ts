import { parseAddress, parseCSeq, splitOutside, tagOf } from './header-values'
import { headerOf, headersOf, type SipHeader, type SipRequest } from './sip-message'
import { serverName } from './sip-response'
import type { ServerTransaction } from './server-transactions'
import type { Flow } from './sip-transport'

/** The state of a dialog that the other side began (RFC 3261 §12.1.1, §12.2). */
export class UasDialog {
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
  private localCSeq = 0

  constructor({ request, flow, localTag }: ServerTransaction) {
    const header = (name: string) => headerOf(request, name) ?? ''
    this.callId = header('Call-ID')
    this.localTag = localTag
    this.remoteTag = tagOf(header('From'))
    this.flow = flow
    this.localAddress = `${header('To')};tag=${localTag}`
    this.remoteAddress = header('From')
    this.routeSet = headersOf(request, 'Record-Route').flatMap((value) => splitOutside(value, ','))
    this.remoteTarget = contactOf(request) ?? parseAddress(this.remoteAddress).uri
    this.remoteCSeq = cseqOf(request)
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
    this.localCSeq += 1
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

function contactOf(request: SipRequest): string | undefined {
  const contact = headerOf(request, 'Contact')
  return contact === undefined ? undefined : parseAddress(contact).uri
}

function cseqOf(request: SipRequest): number {
  return parseCSeq(headerOf(request, 'CSeq') ?? '')?.number ?? 0
}

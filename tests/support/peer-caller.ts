import { PeerMessage } from './scripted-peer-message'
import { answerSdp } from './scripted-peer-roles'
import type { ScriptedPeer } from './scripted-peer'

export interface CallOptions {
  readonly headers?: readonly string[]
  /** an empty text: the offer is left to us */
  readonly body?: string
  readonly from?: string
  readonly callId?: string
}

interface RequestOptions {
  readonly headers?: readonly string[]
  readonly body?: string
  /** an ACK has the number of its INVITE */
  readonly cseq?: number
}

let calls = 0

/** The scripted peer as a caller (RFC 3261 §13.2): one INVITE to the account that registered, and its dialog. */
export class PeerCall {
  readonly callId: string
  readonly invite: PeerMessage
  /** resolves with the final response */
  readonly final: Promise<PeerMessage>
  private readonly from: string
  private readonly target: string
  private cseq = 1

  /** @param registered - the REGISTER that told where the account is */
  constructor(
    private readonly peer: ScriptedPeer,
    private readonly registered: PeerMessage,
    options: CallOptions = {}
  ) {
    this.callId = options.callId ?? `call-${++calls}`
    this.from = `${options.from ?? '"Jane" <sip:744@pbx.example>'};tag=caller`
    this.target = registered.contactUri
    const text = this.text('INVITE', '<sip:adam@pbx.example>', 1, {
      body: options.body ?? answerSdp,
      headers: options.headers ?? []
    })
    this.invite = new PeerMessage(text, registered.source)
    const { branch } = this.invite
    this.final = peer.next(
      (message) =>
        message.statusCode >= 200 && message.branch === branch && message.method === 'INVITE'
    )
    void peer.request(text, registered.source)
  }

  /** The next provisional or final response with this status, from now on. */
  next(statusCode: number): Promise<PeerMessage> {
    return this.peer.next(
      (message) => message.statusCode === statusCode && message.branch === this.invite.branch
    )
  }

  cancel(headers: readonly string[] = []): Promise<PeerMessage> {
    const text = this.invite.raw
      .replace(/^INVITE/, 'CANCEL')
      .replace('CSeq: 1 INVITE', ['CSeq: 1 CANCEL', ...headers].join('\r\n'))
      .replace(/Content-(Type|Length).*\r\n/g, '')
    const head = text.slice(0, text.indexOf('\r\n\r\n'))
    this.peer.send(`${head}\r\nContent-Length: 0\r\n\r\n`, this.registered.source)
    return this.peer.next(
      (message) => message.method === 'CANCEL' && message.branch === this.invite.branch
    )
  }

  /** The ACK of a 2xx; of a refusal it has the branch of the INVITE (RFC 3261 §17.1.1.3). */
  ack(response: PeerMessage, body = ''): void {
    const text = this.text('ACK', response.header('to'), response.cseq, { body })
    const branch = response.statusCode < 300 ? undefined : response.branch
    this.peer.send(
      branch === undefined ? text : text.replace(/branch=\w+/, `branch=${branch}`),
      this.registered.source
    )
  }

  /** A request within the dialog. @returns its final response */
  request(
    method: string,
    response: PeerMessage,
    options: RequestOptions = {}
  ): Promise<PeerMessage> {
    const cseq = options.cseq ?? ++this.cseq
    return this.peer.request(
      this.text(method, response.header('to'), cseq, options),
      this.registered.source
    )
  }

  private text(
    method: string,
    to: string,
    cseq: number,
    { headers = [], body = '' }: Pick<RequestOptions, 'headers' | 'body'>
  ): string {
    return [
      `${method} ${this.target} SIP/2.0`,
      this.peer.via(),
      'Max-Forwards: 70',
      `From: ${this.from}`,
      `To: ${to}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: ${this.peer.contact}`,
      ...headers,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body
    ].join('\r\n')
  }
}

/** A call that the peer makes and the account's listener has been shown. */
export function callsUs(peer: ScriptedPeer, options?: CallOptions): PeerCall {
  const registered = peer.requestsOf('REGISTER').at(-1)
  if (!registered) throw new Error('nobody has registered')
  return new PeerCall(peer, registered, options)
}

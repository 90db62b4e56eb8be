import { randomBytes } from 'node:crypto'
import {
  formatSipMessage,
  headerOf,
  headersOf,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse
} from '../../../src-main/demo-pbx/sip/sip-message'
import { branchOf, ClientTransactions } from './client-transaction'
import { digestAnswer } from './digest-answer'
import { openSipLink, uriHost, type SipLink, type SipPeer, type SipServer } from './sip-link'

export interface PhoneAccount {
  readonly user: string
  readonly password: string
  /** for the digest, where it differs from `user` */
  readonly authUser?: string
  readonly domain: string
  readonly server: SipServer
}

export interface SipBody {
  readonly type: string
  readonly text: string
}

/** A request without what each transaction adds: Via, CSeq number, credentials. */
export interface RequestOutline {
  readonly method: string
  readonly uri: string
  readonly from: string
  readonly to: string
  readonly callId: string
  readonly cseq: number
  /** where it goes over UDP; the server where it is left out */
  readonly peer?: SipPeer
  readonly headers?: readonly SipHeader[]
  readonly body?: SipBody
}

export interface Exchange {
  /** as it was last sent */
  readonly request: SipRequest
  readonly response: SipResponse
  /** of the last one sent: an answered challenge takes another */
  readonly cseq: number
}

export interface ReplyOutline {
  readonly toTag?: string
  readonly headers?: readonly SipHeader[]
  readonly body?: SipBody
}

export type OnSipRequest = (request: SipRequest, from: SipPeer) => void

const maxChallenges = 2

/** One account's place on the network: it sends requests, answers challenges and repeats lost answers. */
export class SipEndpoint {
  private readonly replies = new Map<string, string>()

  private constructor(
    private readonly account: PhoneAccount,
    readonly link: SipLink,
    private readonly transactions: ClientTransactions
  ) {}

  /** @param onStrayResponse - for a 200 that is repeated because the ACK was lost */
  static async open(
    account: PhoneAccount,
    onRequest: OnSipRequest,
    onStrayResponse: (response: SipResponse) => void
  ): Promise<SipEndpoint> {
    let receive: (message: SipMessage, from: SipPeer) => void = () => {}
    const link = await openSipLink(account.server, (message, from) => receive(message, from))
    const endpoint = new SipEndpoint(account, link, new ClientTransactions(link))
    receive = (message, from) => {
      if (message.kind === 'response') {
        if (!endpoint.transactions.receive(message)) onStrayResponse(message)
      } else if (!endpoint.replyAgain(message, from)) onRequest(message, from)
    }
    return endpoint
  }

  get contact(): string {
    const { localAddress, localPort, transport } = this.link
    return `<sip:${this.account.user}@${uriHost(localAddress)}:${localPort};transport=${transport}>`
  }

  /** Sends a request and answers up to two challenges (a proxy's and the server's). */
  async request(
    outline: RequestOutline,
    onProvisional?: (response: SipResponse) => void
  ): Promise<Exchange> {
    const { password, user, authUser = user } = this.account
    const credentials = new Map<string, SipHeader>()
    for (let { cseq } = outline, challenges = 0; ; cseq++, challenges++) {
      const request = this.build({ ...outline, cseq }, [...credentials.values()])
      const response = await this.transactions.send(request, outline.peer, onProvisional)
      if (outline.method === 'INVITE' && response.statusCode >= 300)
        this.ackRefusal(request, response)
      const challenged = response.statusCode === 401 || response.statusCode === 407
      const answer = challenged
        ? digestAnswer(response, outline.method, outline.uri, { user: authUser, password })
        : undefined
      if (!answer || challenges === maxChallenges) return { request, response, cseq }
      credentials.set(answer.name, answer)
    }
  }

  /** Sends an ACK for a 2xx (RFC 3261 §13.2.2.4). @returns its text, for the next repetition of the 2xx */
  ack(outline: Omit<RequestOutline, 'method'>): string {
    const text = formatSipMessage(this.build({ ...outline, method: 'ACK' }, []))
    this.link.send(text)
    return text
  }

  /** @returns the text that was sent */
  reply(
    request: SipRequest,
    to: SipPeer,
    [statusCode, reasonPhrase]: readonly [number, string],
    { toTag, headers = [], body }: ReplyOutline = {}
  ): string {
    const copied = (name: string) => headersOf(request, name).map((value) => ({ name, value }))
    const requestTo = headerOf(request, 'To') ?? ''
    const tag = toTag ?? newTag()
    const text = formatSipMessage({
      kind: 'response',
      statusCode,
      reasonPhrase,
      headers: [
        ...copied('Via'),
        ...copied('Record-Route'),
        ...copied('From'),
        { name: 'To', value: tagOf(requestTo) ? requestTo : `${requestTo};tag=${tag}` },
        ...copied('Call-ID'),
        ...copied('CSeq'),
        { name: 'Contact', value: this.contact },
        ...headers,
        ...(body ? [{ name: 'Content-Type', value: body.type }] : [])
      ],
      body: body?.text ?? ''
    })
    this.replies.set(transactionOf(request), text)
    this.link.send(text, to)
    return text
  }

  close(): void {
    this.link.close()
  }

  private replyAgain(request: SipRequest, to: SipPeer): boolean {
    const reply = request.method === 'ACK' ? undefined : this.replies.get(transactionOf(request))
    if (reply !== undefined) this.link.send(reply, to)
    return reply !== undefined
  }

  private build(outline: RequestOutline, credentials: readonly SipHeader[]): SipRequest {
    const { method, uri, from, to, callId, cseq, headers = [], body } = outline
    return {
      kind: 'request',
      method,
      requestUri: uri,
      headers: [
        { name: 'Via', value: this.transactions.newVia() },
        { name: 'Max-Forwards', value: '70' },
        { name: 'From', value: from },
        { name: 'To', value: to },
        { name: 'Call-ID', value: callId },
        { name: 'CSeq', value: `${cseq} ${method}` },
        { name: 'Contact', value: this.contact },
        { name: 'User-Agent', value: 'simulated-phone' },
        ...headers,
        ...credentials,
        ...(body ? [{ name: 'Content-Type', value: body.type }] : [])
      ],
      body: body?.text ?? ''
    }
  }

  /** RFC 3261 §17.1.1.3: the ACK of a refusal has the INVITE's own Via and the response's To. */
  private ackRefusal(invite: SipRequest, response: SipResponse): void {
    const kept = invite.headers.filter(({ name }) =>
      ['Via', 'Max-Forwards', 'From', 'Call-ID', 'Route'].includes(name)
    )
    const [sequence = '1'] = (headerOf(invite, 'CSeq') ?? '').split(' ')
    const headers = [
      ...kept,
      { name: 'To', value: headerOf(response, 'To') ?? '' },
      { name: 'CSeq', value: `${sequence} ACK` }
    ]
    this.link.send(formatSipMessage({ ...invite, method: 'ACK', headers, body: '' }))
  }
}

function transactionOf(request: SipRequest): string {
  return `${branchOf(headerOf(request, 'Via'))} ${request.method}`
}

export function newTag(): string {
  return randomBytes(6).toString('hex')
}

export function tagOf(address: string): string | undefined {
  return /;\s*tag\s*=\s*([^\s;,>]+)/i.exec(address)?.[1]
}

/** The URI of a From, To, Contact or Route value. */
export function uriOf(address: string): string {
  return /<([^>]+)>/.exec(address)?.[1] ?? address.split(';')[0]?.trim() ?? ''
}

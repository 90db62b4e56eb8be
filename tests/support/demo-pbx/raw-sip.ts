import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import {
  headerOf,
  parseSipMessage,
  type SipMessage,
  type SipRequest,
  type SipResponse
} from '../../../src-main/demo-pbx/sip/sip-message'
import { demoPassword } from '../../../src-main/demo-pbx/demo-directory'
import { within } from '../phone/clock'
import { digestAnswer } from '../phone/digest-answer'

export interface RawRequest {
  readonly method: string
  readonly uri: string
  readonly user?: string
  readonly to?: string
  readonly fromTag?: string
  readonly callId?: string
  readonly cseq?: number
  readonly branch?: string
  /** the Contact header; '' for none */
  readonly contact?: string
  readonly headers?: readonly string[]
  readonly body?: string
}

/** SIP by hand over UDP: what a test writes is what leaves, nothing is repeated and nothing is answered by itself. */
export class RawSip {
  readonly received: SipMessage[] = []
  private readonly listeners = new Set<() => void>()

  private constructor(
    private readonly socket: Socket,
    private readonly pbxPort: number
  ) {
    socket.on('message', (datagram) => {
      const message = parseSipMessage(datagram.toString())
      if (!message) throw new Error(`no SIP: ${datagram.toString()}`)
      this.received.push(message)
      for (const listener of [...this.listeners]) listener()
    })
  }

  static async open(pbxPort: number): Promise<RawSip> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new RawSip(socket, pbxPort)
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): void {
    this.socket.close()
  }

  send(text: string | Buffer): void {
    this.socket.send(text, this.pbxPort, '127.0.0.1')
  }

  /** The text of a request, with the headers that every request needs. */
  format(request: RawRequest): string {
    const { method, uri, user = 'adam', to = `<${uri}>`, fromTag = 'raw', body = '' } = request
    const { callId = token(), cseq = 1, branch = `z9hG4bK${token()}`, headers = [] } = request
    const { contact = `<sip:${user}@127.0.0.1:${this.port}>` } = request
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=${branch};rport`,
      'Max-Forwards: 70',
      `From: <sip:${user}@127.0.0.1>;tag=${fromTag}`,
      `To: ${to}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      ...(contact === '' ? [] : [`Contact: ${contact}`]),
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body
    ].join('\r\n')
  }

  /** Sends a request once. @returns its final response */
  async request(request: RawRequest): Promise<SipResponse> {
    const branch = request.branch ?? `z9hG4bK${token()}`
    const answered = this.nextResponse(branch, request.method)
    this.send(this.format({ ...request, branch }))
    return answered
  }

  /** Everything that was sent before has been dealt with when this is done. */
  async roundTrip(): Promise<void> {
    await this.request({ method: 'OPTIONS', uri: 'sip:127.0.0.1' })
  }

  /** Sends a request and answers the challenge to it. */
  async authorized(request: RawRequest, password = demoPassword): Promise<SipResponse> {
    const callId = request.callId ?? token()
    const cseq = request.cseq ?? 1
    const challenged = await this.request({ ...request, callId, cseq })
    const credentials = { user: request.user ?? 'adam', password }
    const answer = digestAnswer(challenged, request.method, request.uri, credentials)
    if (!answer) return challenged
    if (request.method === 'INVITE') this.ack(request, callId, cseq, challenged)
    const headers = [...(request.headers ?? []), `${answer.name}: ${answer.value}`]
    return this.request({ ...request, callId, cseq: cseq + 1, headers })
  }

  /** Acknowledges a final response to an INVITE, in a transaction of its own. */
  ack(invite: RawRequest, callId: string, cseq: number, response: SipResponse, body = ''): void {
    const to = headerOf(response, 'To') ?? ''
    const headers = body === '' ? [] : ['Content-Type: application/sdp']
    this.send(this.format({ ...invite, method: 'ACK', callId, cseq, to, headers, body }))
  }

  /** The next request of that method that the PBX sends, answered with `statusCode`. */
  async nextRequest(method: string, statusCode = 200): Promise<SipRequest> {
    const request = await this.next((message) =>
      message.kind === 'request' && message.method === method ? message : undefined
    )
    this.answer(request, statusCode)
    return request
  }

  answer(request: SipRequest, statusCode: number): void {
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
      (name) => `${name}: ${headerOf(request, name) ?? ''}`
    )
    this.send(
      [`SIP/2.0 ${statusCode} Whatever`, ...copied, 'Content-Length: 0', '', ''].join('\r\n')
    )
  }

  async nextResponse(branch: string, method: string): Promise<SipResponse> {
    return this.next((message) =>
      message.kind === 'response' &&
      message.statusCode >= 200 &&
      headerOf(message, 'Via')?.includes(branch) === true &&
      headerOf(message, 'CSeq')?.endsWith(method) === true
        ? message
        : undefined
    )
  }

  /** Takes the first message that `find` finds out of what was received, or waits for it. */
  async next<Found>(find: (message: SipMessage) => Found | undefined): Promise<Found> {
    let listener = () => {}
    const found = new Promise<Found>((resolve) => {
      listener = () => {
        for (const [index, message] of this.received.entries()) {
          const match = find(message)
          if (match === undefined) continue
          this.received.splice(index, 1)
          this.listeners.delete(listener)
          resolve(match)
          return
        }
      }
      this.listeners.add(listener)
      listener()
    })
    return within(5_000, 'a SIP message', found)
  }
}

export function token(): string {
  return randomBytes(6).toString('hex')
}

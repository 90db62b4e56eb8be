import { randomBytes } from 'node:crypto'
import {
  formatSipMessage,
  headerOf,
  type SipRequest,
  type SipResponse
} from '../../../src-main/demo-pbx/sip/sip-message'
import { uriHost, type SipLink, type SipPeer } from './sip-link'

const t1Ms = 500
const inviteTimeoutMs = 60_000
const otherTimeoutMs = 8_000

/** No final response came in time. */
export class SipTimeout extends Error {
  constructor(method: string, uri: string) {
    super(`${method} ${uri}: no final response`)
    this.name = 'SipTimeout'
  }
}

/** Client transactions of one link (RFC 3261 §17.1), matched by branch and method. */
export class ClientTransactions {
  private readonly waiting = new Map<string, (response: SipResponse) => void>()

  constructor(private readonly link: SipLink) {}

  /** The Via of a new transaction, with `rport` (RFC 3581). */
  newVia(): string {
    const { transport, localAddress, localPort } = this.link
    const branch = `z9hG4bK${randomBytes(8).toString('hex')}`
    return `SIP/2.0/${transport.toUpperCase()} ${uriHost(localAddress)}:${localPort};rport;branch=${branch}`
  }

  /**
   * Sends a request that carries its Via, again and again over UDP, and resolves to the final response.
   *
   * @param peer - where it goes; the server where it is undefined
   */
  async send(
    request: SipRequest,
    peer: SipPeer | undefined,
    onProvisional: (response: SipResponse) => void = () => {}
  ): Promise<SipResponse> {
    const { method, requestUri } = request
    const key = `${branchOf(headerOf(request, 'Via'))} ${method}`
    const text = formatSipMessage(request)
    let resend: NodeJS.Timeout | undefined
    let deadline: NodeJS.Timeout | undefined
    try {
      return await new Promise<SipResponse>((resolve, reject) => {
        const sendAgainIn = (delayMs: number) => {
          resend = setTimeout(() => {
            this.link.send(text, peer)
            sendAgainIn(delayMs * 2)
          }, delayMs)
        }
        this.waiting.set(key, (response) => {
          clearTimeout(resend)
          if (response.statusCode < 200) onProvisional(response)
          else resolve(response)
        })
        const timeoutMs = method === 'INVITE' ? inviteTimeoutMs : otherTimeoutMs
        deadline = setTimeout(() => reject(new SipTimeout(method, requestUri)), timeoutMs)
        this.link.send(text, peer)
        if (this.link.transport === 'udp') sendAgainIn(t1Ms)
      })
    } finally {
      clearTimeout(resend)
      clearTimeout(deadline)
      this.waiting.delete(key)
    }
  }

  /** @returns false when the response belongs to no transaction any more, as a repeated 200 does */
  receive(response: SipResponse): boolean {
    const [, method = ''] = (headerOf(response, 'CSeq') ?? '').split(/\s+/)
    const resolve = this.waiting.get(`${branchOf(headerOf(response, 'Via'))} ${method}`)
    resolve?.(response)
    return resolve !== undefined
  }
}

export function branchOf(via: string | undefined): string {
  return /;\s*branch\s*=\s*([^\s;,]+)/i.exec(via ?? '')?.[1] ?? ''
}

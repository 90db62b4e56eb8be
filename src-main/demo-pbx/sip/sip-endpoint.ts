import type { Clock } from '../clock'
import { ClientTransactions } from './client-transactions'
import { parseCSeq, parseVia } from './header-values'
import {
  InviteTransactions,
  type InviteListener,
  type InviteTransaction
} from './invite-transactions'
import { formatSipMessage, headerOf, parseSipMessage, type SipRequest } from './sip-message'
import { responseTo } from './sip-response'
import { ServerTransactions, type ServerTransactionUser } from './server-transactions'
import { loopback, SipTransport, type Flow } from './sip-transport'
import { freshToken } from './tokens'

/** The transport and the transactions of both sides, joined: requests come in by `user` and go out by `send`. */
export class SipEndpoint {
  private localPort = 0
  private readonly transport = new SipTransport((text, flow) => {
    this.receive(text, flow)
  })
  private readonly servers: ServerTransactions
  private readonly clients: ClientTransactions
  private readonly invites: InviteTransactions

  constructor(clock: Clock, user: ServerTransactionUser) {
    this.servers = new ServerTransactions(clock, this.transport, user)
    this.clients = new ClientTransactions(clock, () => this.localPort)
    this.invites = new InviteTransactions(clock, () => this.localPort)
  }

  /** @throws PortInUse */
  async listen(port: number): Promise<number> {
    this.localPort = await this.transport.listen(port)
    return this.localPort
  }

  async close(): Promise<void> {
    this.servers.close()
    this.clients.close()
    this.invites.close()
    await this.transport.close()
  }

  /** What the other side sends further requests of a dialog to (RFC 3261 §8.1.1.8). */
  contact(flow: Flow): string {
    const transport = flow.protocol === 'tcp' ? ';transport=tcp' : ''
    return `<sip:${loopback}:${this.localPort}${transport}>`
  }

  /** @param onFinal - is told the status code of the final response, 408 when there was none */
  send(request: SipRequest, flow: Flow, onFinal: (statusCode: number) => void = () => {}): void {
    this.clients.send(request, flow, onFinal)
  }

  /** An INVITE of the PBX, outside of a dialog. */
  invite(request: SipRequest, flow: Flow, listener: InviteListener): InviteTransaction {
    return this.invites.send(request, flow, listener)
  }

  private receive(text: string, flow: Flow): void {
    const message = parseSipMessage(text)
    if (!message) return
    if (message.kind === 'response') {
      if (!this.invites.receive(message)) this.clients.receive(message)
      return
    }
    if (!parseVia(headerOf(message, 'Via') ?? '')) return
    if (isComplete(message)) this.servers.receive(message, flow)
    else if (message.method !== 'ACK') {
      flow.send(formatSipMessage(responseTo(message, flow, freshToken(), { statusCode: 400 })))
    }
  }
}

/** RFC 3261 §8.1.1: without these nothing can be answered or matched. */
function isComplete(request: SipRequest): boolean {
  const cseq = parseCSeq(headerOf(request, 'CSeq') ?? '')
  const present = ['From', 'To', 'Call-ID'].every((name) => headerOf(request, name))
  return present && cseq?.method === request.method
}

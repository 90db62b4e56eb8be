import {
  NonInviteServerTransaction,
  URI,
  type Body,
  type OutgoingRequestMessage,
  type UserAgentCore
} from 'sip.js/lib/core/index.js'
import type { Account } from '@contract/settings/customer'
import { escapeUser } from '@contract/telephony/aor'
import { Listeners } from '../listeners'
import { parseSipMessage, type SipMessage } from '../message/sip-message'
import { hostPort, uriHost } from '../message/sip-uri'
import { addressSeenByPeer, type TransportAddress } from '../message/via'
import type { SipLog, SipWire } from '../ports'
import type { SipTimers } from '../sip-timers'
import { transportOpener } from '../transport/open-transport'
import type { SipTransport } from '../transport/sip-transport'
import { accountUri } from './account-uri'
import { AnsweredRequests } from './answered-requests'
import { answeredStatelessly } from './incoming-requests'
import { KnownSources } from './known-sources'
import { MessageLayer } from './message-layer'
import type { RequestIdentity } from './request-identity'
import { sipjsCore } from './sipjs-core'
import { sipjsRequest, sipjsResponse } from './sipjs-message'

export interface FlowOptions {
  readonly account: Account
  /** one of the PBX's addresses */
  readonly pbx: TransportAddress
  /** all of them: what comes from another one is no stranger's */
  readonly addresses: readonly TransportAddress[]
  /** our address; the one that the route to the PBX begins at where it is left out */
  readonly localAddress?: string | undefined
  readonly timers: SipTimers
  readonly log: SipLog
  readonly signal: AbortSignal
  readonly wire?: SipWire | undefined
}

/**
 * A flow (RFC 5626 §3): one transport to one address of the PBX, with sip.js's core on it.
 *
 * ```
 *  open ──lost or close()──► closed
 * ```
 * It is never mended. When it is lost, everything on it (transactions, subscriptions, timers) goes with it, and the
 * registration opens another one. Confirmed calls move to that one.
 */
export class Flow {
  readonly core: UserAgentCore
  private readonly layer: MessageLayer
  private readonly sources: KnownSources
  private readonly answered: AnsweredRequests
  private readonly closedListeners: Listeners<Error | undefined>
  private closed = false
  private strangerTold = false
  private publicAddress: TransportAddress | undefined
  private lastHeardAt = performance.now()

  /** @throws the error of the system when the transport cannot be opened */
  static async open(options: FlowOptions): Promise<Flow> {
    const opened: { flow?: Flow } = {}
    const transport = await transportOpener(options.account)({
      remote: options.pbx,
      localAddress: options.localAddress,
      timers: options.timers,
      signal: options.signal,
      listener: {
        onMessage: (bytes, source) => opened.flow?.arrived(bytes, source),
        onLost: (error) => opened.flow?.lose(error)
      }
    })
    opened.flow = new Flow(options, transport)
    return opened.flow
  }

  private constructor(
    private readonly options: FlowOptions,
    private readonly transport: SipTransport
  ) {
    const { account, log } = options
    this.sources = new KnownSources([options.pbx, ...options.addresses])
    // RFC 3261 §17.2.2: Timer J is 0 where nothing comes twice.
    this.answered = new AnsweredRequests(transport.reliable ? 0 : 64 * options.timers.t1Ms)
    this.layer = new MessageLayer({
      ...options,
      transport,
      sources: this.sources,
      viaProxy: account.outboundProxy !== undefined,
      onDetoured: (bytes, source) => this.receive(bytes, source, true),
      onAnswer: (response, text) => this.keepAnswer(response, text)
    })
    this.closedListeners = new Listeners(log)
    this.core = sipjsCore({
      account,
      log,
      layer: this.layer,
      sentBy: hostPort(transport.local),
      contactUri: this.contactUri(transport.local)
    })
  }

  get log(): SipLog {
    return this.options.log
  }

  get isOpen(): boolean {
    return !this.closed
  }

  /** A connection, which tells when the PBX is gone. */
  get isReliable(): boolean {
    return this.transport.reliable
  }

  /** When the PBX said something the last time, as `performance.now()` counts. */
  get heardAt(): number {
    return this.lastHeardAt
  }

  get local(): TransportAddress {
    return this.transport.local
  }

  /** The address of the PBX that this flow goes to. */
  get remote(): TransportAddress {
    return this.options.pbx
  }

  /** All addresses of the PBX, as they were found when the flow was opened. */
  get addresses(): readonly TransportAddress[] {
    return this.options.addresses
  }

  /** The value of Contact. */
  get contact(): string {
    return this.core.configuration.contact.toString()
  }

  /** For people, e.g. "udp 192.0.2.1:5060". */
  get description(): string {
    return `${this.transport.protocol.toLowerCase()} ${hostPort(this.options.pbx)}`
  }

  /**
   * Puts the address that the PBX sees us at into Contact (RFC 3581 §4), for PBXs that do not look at where a
   * registration came from.
   *
   * @returns true when that changed the Contact
   */
  adoptPublicAddress(): boolean {
    if (!this.publicAddress) return false
    const { contact } = this.core.configuration
    const uri = this.contactUri(this.publicAddress)
    if (uri.toRaw() === contact.uri.toRaw()) return false
    contact.uri = uri
    return true
  }

  /** A request outside a dialog; each call is the next attempt (CSeq goes up by one). */
  request(
    method: string,
    uri: URI,
    identity: RequestIdentity,
    headers: readonly string[],
    body?: Body
  ): OutgoingRequestMessage {
    const aor = accountUri(this.options.account)
    const to = method === 'REGISTER' ? aor : uri
    identity.cseq += 1
    const options = { ...identity, optionTags: [] }
    return this.core.makeOutgoingRequestMessage(method, uri, aor, to, options, [...headers], body)
  }

  /** Tells once. @returns a function that removes the listener; the error is undefined after `close()` */
  onClosed(listener: (error: Error | undefined) => void): () => void {
    if (this.closed) listener(undefined)
    return this.closedListeners.add(listener)
  }

  close(): void {
    this.lose()
  }

  private lose(error?: Error): void {
    if (this.closed) return
    this.closed = true
    if (error) this.log.info('the flow is lost', { flow: this.description, error: error.message })
    this.layer.close()
    this.core.reset()
    this.closedListeners.tell(error)
    this.closedListeners.clear()
  }

  private arrived(bytes: Uint8Array, source: TransportAddress): void {
    if (this.closed) return
    this.layer.arrived(bytes, source)
    this.receive(bytes, source, this.transport.reliable)
  }

  /** @param isProven - the message came through a connection to the PBX */
  private receive(bytes: Uint8Array, source: TransportAddress, isProven: boolean): void {
    if (this.closed) return
    const message = parseSipMessage(bytes)
    if (!message) {
      this.log.debug('not a SIP message', { source: hostPort(source), bytes: bytes.length })
      return
    }
    if (!isProven && !this.sources.accepts(message, source, this.core)) {
      this.tellStranger(source)
      return
    }
    this.lastHeardAt = performance.now()
    try {
      this.layer.received(message)
      if (message.startLine.kind === 'response') this.receiveResponse(message, source)
      else this.receiveRequest(message, source)
    } catch (error) {
      // sip.js throws on messages that it did not expect; that must cost the message and nothing more.
      this.log.warn('a message could not be handled', {
        method: message.method,
        source: hostPort(source),
        error: String(error)
      })
    }
  }

  private receiveResponse(message: SipMessage, source: TransportAddress): void {
    if (message.truncated) return
    const { topVia } = message
    // What a large request went through beside the flow has a port of its own.
    if (topVia.transport === this.transport.protocol)
      this.publicAddress = addressSeenByPeer(topVia, this.local) ?? this.publicAddress
    this.core.receiveIncomingResponseFromTransport(sipjsResponse(message, source))
  }

  private receiveRequest(message: SipMessage, source: TransportAddress): void {
    const answer = this.answered.answerTo(message)
    if (answer !== undefined) {
      this.layer.send(answer).catch((error: unknown) => {
        this.log.debug('an answer could not be sent again', { error: String(error) })
      })
      return
    }
    const request = sipjsRequest(message, source, this.core.configuration.contact.uri)
    if (!answeredStatelessly(this.core, request, message))
      this.core.receiveIncomingRequestFromTransport(request)
  }

  /** Takes an answered request from sip.js, which has nothing more to do with it. */
  private keepAnswer(response: SipMessage, text: string): void {
    const { userAgentServers } = this.core
    const server = userAgentServers.get(response.branch)
    // A CANCEL has the branch of its INVITE, and what has no transaction is answered anew each time.
    if (!(server?.transaction instanceof NonInviteServerTransaction)) return
    this.answered.keep(response, text)
    server.dispose()
    userAgentServers.delete(response.branch)
  }

  /** Once in the log file: a PBX that sends from an address that its name does not have looks just like this. */
  private tellStranger(source: TransportAddress): void {
    const level = this.strangerTold ? 'debug' : 'info'
    this.strangerTold = true
    this.log[level]('a message of a stranger was dropped', { source: hostPort(source) })
  }

  private contactUri({ host, port }: TransportAddress): URI {
    const { protocol } = this.transport
    // RFC 7118 §5.2.2 knows `ws` alone, also for what travels as WSS.
    const transport = protocol === 'WSS' ? 'ws' : protocol.toLowerCase()
    return new URI('sip', escapeUser(this.options.account.user), uriHost(host), port, { transport })
  }
}

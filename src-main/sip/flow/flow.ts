import { randomUUID } from 'node:crypto'
import {
  URI,
  UserAgentCore,
  type Body,
  type OutgoingRequestMessage
} from 'sip.js/lib/core/index.js'
import type { Account } from '@contract/settings/customer'
import { escapeUser } from '@contract/telephony/aor'
import { escapeQuoted } from '../message/header-field'
import { parseSipMessage, type SipMessage } from '../message/sip-message'
import { hostPort, uriHost } from '../message/sip-uri'
import type { TransportAddress } from '../message/via'
import { Listeners } from '../listeners'
import type { SipLog } from '../ports'
import type { SipTimers } from '../sip-timers'
import { transportOpener } from '../transport/open-transport'
import type { SipTransport } from '../transport/sip-transport'
import { accountUri } from './account-uri'
import { answeredStatelessly, busyToEveryone } from './incoming-requests'
import { MessageLayer } from './message-layer'
import { sipjsLoggerFactory } from './sipjs-log'
import { sipjsRequest, sipjsResponse } from './sipjs-message'

export interface FlowOptions {
  readonly account: Account
  readonly pbx: TransportAddress
  readonly timers: SipTimers
  readonly log: SipLog
  readonly signal: AbortSignal
}

/** What identifies a request outside a dialog across its attempts (RFC 3261 §8.1.3.5). */
export interface RequestIdentity {
  readonly callId: string
  readonly fromTag: string
  cseq: number
}

export function newRequestIdentity(): RequestIdentity {
  return { callId: randomUUID(), fromTag: randomUUID().slice(0, 8), cseq: 0 }
}

/**
 * A flow (RFC 5626 §3): one transport to one address of the PBX, with a user agent core of sip.js on it.
 *
 * ```
 *  open ──► open ──lost or close()──► closed
 * ```
 * It is never mended. When it is lost, everything on it (transactions, dialogs, timers) goes with it, and the
 * registration opens another one: nothing has to survive a change of addresses.
 */
export class Flow {
  readonly core: UserAgentCore
  private readonly layer: MessageLayer
  private readonly closedListeners: Listeners<Error | undefined>
  private closed = false
  private publicAddress: TransportAddress | undefined

  static async open(options: FlowOptions): Promise<Flow> {
    const early: { flow?: Flow } = {}
    const transport = await transportOpener(options.account.transport)({
      remote: options.pbx,
      timers: options.timers,
      signal: options.signal,
      listener: {
        onMessage: (bytes, source) => early.flow?.receive(bytes, source),
        onLost: (error) => early.flow?.lose(error)
      }
    })
    early.flow = new Flow(options, transport)
    return early.flow
  }

  private constructor(
    private readonly options: FlowOptions,
    private readonly transport: SipTransport
  ) {
    const { account, pbx, timers, log } = options
    const layer = new MessageLayer({
      transport,
      pbx,
      viaProxy: account.outboundProxy !== undefined,
      timers,
      log
    })
    this.layer = layer
    this.closedListeners = new Listeners(log)
    const contact = {
      pubGruu: undefined,
      tempGruu: undefined,
      uri: this.contactUri(transport.local),
      toString: () => `<${contact.uri.toRaw()}>`
    }
    this.core = new UserAgentCore(
      {
        aor: accountUri(account),
        contact,
        displayName: escapeQuoted(account.displayName ?? ''),
        loggerFactory: sipjsLoggerFactory(log),
        hackViaTcp: false,
        routeSet: [],
        sipjsId: '',
        supportedOptionTags: [],
        supportedOptionTagsResponse: [],
        userAgentHeaderFieldValue: 'Coachline',
        viaForceRport: true,
        viaHost: hostPort(transport.local),
        // Challenges are answered in transact.ts: sip.js knows MD5 only, and one challenge for each request.
        authenticationFactory: () => undefined,
        transportAccessor: () => layer
      },
      busyToEveryone
    )
  }

  get log(): SipLog {
    return this.options.log
  }

  get isOpen(): boolean {
    return !this.closed
  }

  get local(): TransportAddress {
    return this.transport.local
  }

  get pbx(): TransportAddress {
    return this.options.pbx
  }

  /** The value of Contact. */
  get contact(): string {
    return this.core.configuration.contact.toString()
  }

  /** For people, e.g. "udp 192.0.2.1:5060". */
  get description(): string {
    return `${this.transport.protocol.toLowerCase()} ${hostPort(this.pbx)}`
  }

  /**
   * Puts the address that the PBX sees us at into Contact (RFC 3581 §4), for PBXs that do not look at where a
   * registration came from.
   *
   * @returns true when that changed the Contact
   */
  adoptPublicAddress(): boolean {
    if (!this.publicAddress) return false
    const uri = this.contactUri(this.publicAddress)
    if (uri.toRaw() === this.core.configuration.contact.uri.toRaw()) return false
    this.core.configuration.contact.uri = uri
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
    identity.cseq += 1
    return this.core.makeOutgoingRequestMessage(
      method,
      uri,
      aor,
      method === 'REGISTER' ? aor : uri,
      { ...identity, optionTags: [] },
      [...headers],
      body
    )
  }

  /** @returns a function that removes the listener; the error is undefined after `close()` */
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

  private receive(bytes: Uint8Array, source: TransportAddress): void {
    if (this.closed) return
    const message = parseSipMessage(bytes)
    if (!message) {
      this.log.debug('not a SIP message', { source: hostPort(source), bytes: bytes.length })
      return
    }
    try {
      this.dispatch(message, source)
    } catch (error) {
      // sip.js throws on messages that it did not expect; that must cost the message and nothing more.
      this.log.warn('a message could not be handled', {
        method: message.method,
        source: hostPort(source),
        error: String(error)
      })
    }
  }

  private dispatch(message: SipMessage, source: TransportAddress): void {
    this.layer.received(message)
    if (message.startLine.kind === 'response') {
      if (message.truncated) return
      this.learnPublicAddress(message)
      this.core.receiveIncomingResponseFromTransport(sipjsResponse(message, source))
      return
    }
    // Scanners call every address they find: only our PBX may (it has one address here, whatever its calls come from).
    const stranger = source.host !== this.pbx.host
    if (stranger && message.method === 'INVITE' && message.toTag === undefined) return
    const request = sipjsRequest(message, source, this.core.configuration.contact.uri)
    if (!answeredStatelessly(this.core, request, message))
      this.core.receiveIncomingRequestFromTransport(request)
  }

  private learnPublicAddress({ topVia }: SipMessage): void {
    const rport = Number(topVia.parameters.get('rport') ?? Number.NaN)
    if (!Number.isInteger(rport) || rport < 1 || rport > 65_535) return
    this.publicAddress = {
      host: topVia.parameters.get('received') ?? this.local.host,
      port: rport
    }
  }

  private contactUri({ host, port }: TransportAddress): URI {
    const transport = this.transport.protocol.toLowerCase()
    return new URI('sip', escapeUser(this.options.account.user), uriHost(host), port, { transport })
  }
}

import type { Transport } from 'sip.js/lib/core/index.js'
import { parseSipMessage, type SipMessage } from '../message/sip-message'
import type { TransportAddress } from '../message/via'
import type { SipLog, SipWire, WireMessage } from '../ports'
import type { SipTimers } from '../sip-timers'
import { Retransmission } from '../transport/retransmission'
import type { SipTransport } from '../transport/sip-transport'
import type { KnownSources } from './known-sources'
import { nextHop } from './next-hop'
import { withoutAbsentTag } from './sipjs-message'
import { TcpDetour, viaTcp } from './tcp-detour'

export interface MessageLayerOptions {
  readonly transport: SipTransport
  readonly pbx: TransportAddress
  /** the account names an outbound proxy */
  readonly viaProxy: boolean
  readonly timers: Pick<SipTimers, 't1Ms' | 't2Ms' | 'keepAliveMs' | 'pongTimeoutMs'>
  /** what arrives beside the transport: on a connection that was opened for a large request */
  readonly onDetoured: (bytes: Uint8Array, source: TransportAddress) => void
  /** a final response to a request other than INVITE, as it is sent */
  readonly onAnswer: (response: SipMessage, text: string) => void
  readonly sources: KnownSources
  readonly log: SipLog
  readonly wire?: SipWire | undefined
}

/**
 * What lies between sip.js's transactions and the socket: retransmission where the transport may lose messages, and
 * the choice of where a datagram goes. It is the `Transport` that sip.js's core sees.
 */
export class MessageLayer implements Transport {
  private readonly retransmission: Retransmission
  /** undefined on a stream, which takes messages of any size */
  private readonly detour: TcpDetour | undefined
  private closed = false

  constructor(private readonly options: MessageLayerOptions) {
    const { transport, onDetoured } = options
    this.retransmission = new Retransmission(options.timers)
    if (transport.reliable) return
    this.detour = new TcpDetour({
      ...options,
      localAddress: transport.local.host,
      onMessage: (bytes, source, through) => {
        this.arrived(bytes, source, through)
        onDetoured(bytes, source)
      }
    })
  }

  get protocol(): string {
    return this.options.transport.protocol
  }

  async send(written: string): Promise<void> {
    const { transport, pbx, viaProxy, sources } = this.options
    // sip.js writes the header without a value, which is allowed and yet unheard of.
    const text = withoutAbsentTag(written.replace('\r\nSupported: \r\n', '\r\n'))
    const message = parseSipMessage(text)
    if (!message) throw new Error('this is no SIP message')
    this.trace('sent', message)
    const destination = transport.reliable ? pbx : nextHop(message, pbx, viaProxy)
    if (message.startLine.kind === 'request') sources.requestSentTo(destination)
    else if (message.startLine.statusCode >= 200 && message.method !== 'INVITE')
      this.options.onAnswer(message, text)
    if (this.detour?.concerns(message, Buffer.byteLength(text))) {
      const tcp = await this.detour.open(message, destination)
      if (tcp) return this.put(viaTcp(text), destination, tcp)
      if (this.closed) throw new Error('the flow is closed')
    }
    if (!transport.reliable) this.retransmission.sent(message, () => this.resend(text, destination))
    await this.put(text, destination)
  }

  /** To be told of whatever arrives, as it arrived. */
  arrived(
    bytes: Uint8Array,
    source: TransportAddress,
    through: SipTransport = this.options.transport
  ): void {
    this.tellWire('received', bytes, source, through)
  }

  /** To be told of every message before anything else sees it. */
  received(message: SipMessage): void {
    this.trace('received', message)
    this.retransmission.received(message)
  }

  close(): void {
    this.closed = true
    this.retransmission.stopAll()
    this.detour?.close()
    this.options.transport.close()
  }

  private trace(direction: 'sent' | 'received', { startLine, method, callId }: SipMessage): void {
    const statusCode = startLine.kind === 'response' ? startLine.statusCode : undefined
    this.options.log.debug(direction, { method, statusCode, callId })
  }

  private put(
    text: string,
    destination: TransportAddress,
    through: SipTransport = this.options.transport
  ): Promise<void> {
    this.tellWire('sent', text, destination, through)
    return through.send(text, destination)
  }

  private tellWire(
    direction: WireMessage['direction'],
    message: Uint8Array | string,
    remote: TransportAddress,
    { protocol, local }: SipTransport
  ): void {
    const { wire, log } = this.options
    if (!wire) return
    try {
      wire({ direction, protocol, local, remote, bytes: Buffer.from(message) })
    } catch (error) {
      log.warn('the trace failed', { error: String(error) })
    }
  }

  private resend(text: string, destination: TransportAddress): void {
    this.put(text, destination).catch((error: unknown) => {
      this.options.log.debug('a retransmission could not be sent', { error: String(error) })
    })
  }
}

import { headerValues, type SipMessage } from '../message/sip-message'
import { parseNameAddr } from '../message/name-addr'
import { hostPort, parseSipUri } from '../message/sip-uri'
import { responseDestination, type TransportAddress } from '../message/via'
import type { SipLog } from '../ports'
import type { SipTimers } from '../sip-timers'
import type { SipTransport } from '../transport/sip-transport'
import { openTcpTransport } from '../transport/tcp-transport'

/** RFC 3261 §18.1.1: the limit where nobody knows the MTU of the path. */
const mostDatagramBytes = 1_300
/** Transactions and calls are remembered as long as there are not more. */
const mostRemembered = 200

export interface TcpDetourOptions {
  readonly timers: Pick<SipTimers, 't1Ms' | 'keepAliveMs' | 'pongTimeoutMs'>
  readonly log: SipLog
  /** our address on UDP: the PBX should see the same one */
  readonly localAddress: string
  readonly onMessage: (bytes: Uint8Array, source: TransportAddress, through: SipTransport) => void
}

/**
 * The way around UDP for requests that are too large for a datagram (RFC 3261 §18.1.1): TCP to the same address and
 * port, opened when it is needed. What belongs to such a request takes the same way: its CANCEL, the ACK of a refusal,
 * and requests in its dialog that the PBX wants over TCP. Where TCP is refused everything goes by UDP after all.
 */
export class TcpDetour {
  /** by `host:port` of the PBX */
  private readonly connections = new Map<string, Promise<SipTransport | undefined>>()
  private readonly branches = new Set<string>()
  private readonly calls = new Set<string>()
  private readonly closing = new AbortController()

  constructor(private readonly options: TcpDetourOptions) {}

  /** True when the message may have to go by TCP: ask `open`. */
  concerns(message: SipMessage, bytes: number): boolean {
    const { startLine, branch, topVia } = message
    if (startLine.kind === 'response') return topVia.transport === 'TCP'
    return (
      bytes > mostDatagramBytes ||
      this.branches.has(branch) ||
      (this.calls.has(message.callId) && asksForTcp(message))
    )
  }

  /** @returns the connection to send through; undefined when the message goes by UDP after all */
  async open(
    message: SipMessage,
    destination: TransportAddress
  ): Promise<SipTransport | undefined> {
    if (message.startLine.kind === 'response')
      return this.connections.get(hostPort(responseDestination(message.topVia)))
    const transport = await this.connectionTo(destination)
    if (!transport) return undefined
    remember(this.branches, message.branch)
    remember(this.calls, message.callId)
    return transport
  }

  close(): void {
    this.closing.abort()
    for (const connection of this.connections.values())
      void connection.then((transport) => transport?.close())
    this.connections.clear()
  }

  private connectionTo(destination: TransportAddress): Promise<SipTransport | undefined> {
    const key = hostPort(destination)
    const known = this.connections.get(key)
    if (known) return known
    const connection = this.connect(destination, () => this.connections.delete(key))
    this.connections.set(key, connection)
    return connection
  }

  /** One that is refused stays so while the flow lasts: the next call should not wait for it again. */
  private async connect(
    remote: TransportAddress,
    onLost: () => void
  ): Promise<SipTransport | undefined> {
    const { timers, log, localAddress, onMessage } = this.options
    const opened: { transport?: SipTransport } = {}
    try {
      opened.transport = await openTcpTransport({
        remote,
        localAddress,
        // The caller waits: what a firewall swallows must not take as long as a connection otherwise may.
        timers: { ...timers, connectTimeoutMs: 4 * timers.t1Ms },
        signal: this.closing.signal,
        listener: {
          onMessage: (bytes, source) => {
            if (opened.transport) onMessage(bytes, source, opened.transport)
          },
          onLost
        }
      })
    } catch (error) {
      log.info('no TCP for a large request: it goes by UDP', {
        to: hostPort(remote),
        error: String(error)
      })
    }
    return opened.transport
  }
}

/** The request as it leaves by TCP; the rest of the Via stays, for the transaction is known by it. */
export function viaTcp(text: string): string {
  return text.replace(/^(Via: SIP\/2\.0\/)UDP /m, '$1TCP ')
}

/** RFC 3261 §12.2.1.1, §19.1.1: where the first Route, or the Request-URI without one, says so. */
function asksForTcp({ startLine, headers }: SipMessage): boolean {
  if (startLine.kind === 'response') return false
  const [route] = headerValues(headers, 'route')
  const uri = route === undefined ? parseSipUri(startLine.requestUri) : parseNameAddr(route).uri
  return uri?.parameters.get('transport')?.toLowerCase() === 'tcp'
}

function remember(set: Set<string>, entry: string): void {
  set.delete(entry)
  set.add(entry)
  const [oldest] = set
  if (set.size > mostRemembered && oldest !== undefined) set.delete(oldest)
}

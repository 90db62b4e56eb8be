import type { TransportAddress } from '../message/via'
import type { SipTimers } from '../sip-timers'

/**
 * The transport of one flow (RFC 3261 §18): text out, messages in. One file per protocol.
 */
export interface SipTransport {
  /** as it stands in a Via */
  readonly protocol: 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS'
  /** false: requests have to be retransmitted by us (RFC 3261 §17.1.1.1) */
  readonly reliable: boolean
  /** our side, as the socket is bound */
  readonly local: TransportAddress
  /** @param destination - where a datagram goes; a stream has only one other end */
  send(message: string, destination: TransportAddress): Promise<void>
  close(): void
}

export interface TransportListener {
  /** One whole message as bytes. Must not throw. */
  onMessage(message: Uint8Array, source: TransportAddress): void
  /** The transport is gone. Called at most once, and never after `close()`. */
  onLost(error: Error): void
}

export interface TransportOptions {
  /** where the PBX is: an IP literal and a port */
  readonly remote: TransportAddress
  /** our address; the one that the route to the PBX begins at where it is left out */
  readonly localAddress?: string | undefined
  readonly listener: TransportListener
  readonly timers: Pick<SipTimers, 'connectTimeoutMs' | 'keepAliveMs' | 'pongTimeoutMs'>
  /** gives up while the transport is still being opened */
  readonly signal: AbortSignal
}

/** Resolves once messages can be sent; rejects with the error of the system. */
export type OpenTransport = (options: TransportOptions) => Promise<SipTransport>

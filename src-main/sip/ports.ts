import type { CallState } from '@contract/telephony/call-state'
import type { TransportAddress } from './message/via'

/**
 * The media of one call, as SDP text. Whoever implements it owns sockets, codecs and sound; this folder never looks
 * into a body.
 */
export interface CallMedia {
  /** The offer of our INVITE (RFC 3264 §5); asked for again when the PBX sends a re-INVITE without an offer. */
  createOffer(): Promise<string>
  /** The answer in the 2xx. A rejection ends the call by BYE. */
  acceptAnswer(sdp: string): Promise<void>
  /** A re-INVITE or a late offer from the PBX; resolves to our answer. A rejection is answered 488. */
  acceptOffer(sdp: string): Promise<string>
  /** Called exactly once, when the call is over, whatever happened before. */
  close(): Promise<void>
}

/** Where this folder tells what it does. Never given passwords, challenges, responses or Authorization headers. */
export interface SipLog {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
}

/** One message as it is on the wire, after everything that rewrites it. */
export interface WireMessage {
  readonly direction: 'sent' | 'received'
  /** as it stands in a Via */
  readonly protocol: string
  readonly local: TransportAddress
  readonly remote: TransportAddress
  readonly bytes: Uint8Array
}

/**
 * Told of every message both ways, retransmissions and what cannot be read included. The bytes hold credentials and
 * SDP keys: whoever listens takes them out before anything is kept.
 */
export type SipWire = (message: WireMessage) => void

/** What the PBX answered to one request. */
export interface SipResponse {
  readonly statusCode: number
  readonly reasonPhrase: string
}

/** An outgoing call, from INVITE to the end of its dialog. */
export interface SipCall {
  readonly state: CallState
  /** @returns a function that removes the listener */
  onState(listener: (state: CallState) => void): () => void
  /**
   * One INFO with `application/dtmf-relay` (RFC 6086).
   *
   * @param digit - one of `dtmfDigits`
   * @returns the final response; 408 when none came, 481 when the call is not confirmed
   */
  sendInfo(digit: string, durationMs: number): Promise<SipResponse>
  /** CANCEL or BYE, as the state demands, also when the 2xx and the CANCEL cross (RFC 3261 §9.1, §15). */
  hangUp(): void
}

/** `lost` is retried by the subscription itself; `refused` is retried too, but rarely. */
export type DialogSubscriptionEvent =
  | { type: 'notify'; contentType: string; body: string }
  | { type: 'refused'; statusCode: number; reasonPhrase: string }
  | { type: 'lost' }

/** One monitored extension's dialog package (RFC 4235), kept alive until `end`. */
export interface DialogSubscription {
  /** Unsubscribes (Expires: 0); the listener is not called again. */
  end(): void
}

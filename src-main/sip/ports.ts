import type { CallState } from '@contract/telephony/call-state'
import type { TransportAddress } from './message/via'

/**
 * The media of one call, as SDP text. Whoever implements it owns sockets, codecs and sound; this folder looks into a
 * body for one thing only: whether the other side holds the call.
 */
export interface CallMedia {
  /**
   * Our offer (RFC 3264 §5): in the INVITE, in a re-INVITE of ours, or in the 2xx when the PBX left the offer to us.
   * It repeats what was agreed unless `setHeld` or `moveTo` changed something.
   */
  createOffer(): Promise<string>
  /**
   * The answer to the last offer. Given for an early answer (183) at once, and again when another early dialog or the
   * 2xx answers differently. A rejection of the one in the 2xx ends the call by BYE.
   */
  acceptAnswer(sdp: string): Promise<void>
  /** An offer of the PBX: INVITE, re-INVITE or UPDATE; resolves to our answer. A rejection is answered 488. */
  acceptOffer(sdp: string): Promise<string>
  /** The direction of the next offers and answers: `sendonly`, or `inactive` when both hold (RFC 3264 §8.4). */
  setHeld(held: boolean): void
  /** Our address is another one now: the next offer names it. Rejects when nothing can be bound there. */
  moveTo(localAddress: string): Promise<void>
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

/** The other side of a call, as far as SIP tells (From, or P-Asserted-Identity of RFC 3325). */
export interface RemoteParty {
  /** as it would be dialled: not escaped */
  readonly user: string
  readonly host: string
  readonly displayName: string | null
}

/** Who holds the call (RFC 3264 §8.4). `remote` as the last SDP of the other side says. */
export interface Held {
  readonly local: boolean
  readonly remote: boolean
}

/**
 * What came of a REFER (RFC 3515).
 *
 * `succeeded`: the PBX said that the target answered; the call is over or about to be. `accepted`: the PBX took the
 * REFER and never told the outcome. `failed`: refused, or the target was not reached; the call is as it was. The status
 * is of the answer to the REFER or of what the NOTIFY reported; 408 when nothing answered, 481 when the call was not
 * confirmed.
 */
export type TransferOutcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failed'; readonly statusCode: number; readonly reasonPhrase: string }

/** A call, from INVITE to the end of its dialog. */
export interface SipCall {
  readonly direction: 'outgoing' | 'incoming'
  /**
   * Another party may take its place during the call: by an INVITE with Replaces (RFC 3891), or because the PBX says so
   * in its answer, a re-INVITE or an UPDATE (P-Asserted-Identity, RFC 3325).
   */
  readonly remote: RemoteParty
  onRemote(listener: (remote: RemoteParty) => void): () => void
  /** An incoming call begins `early`: it rings. */
  readonly state: CallState
  /** @returns a function that removes the listener */
  onState(listener: (state: CallState) => void): () => void
  readonly held: Held
  /** Also told when the other side holds or resumes. @returns a function that removes the listener */
  onHeld(listener: (held: Held) => void): () => void
  /**
   * Holds or resumes by a re-INVITE (RFC 3264 §8.4), and tries again after a glare (491, RFC 3261 §14.1). Changes that
   * are asked for meanwhile wait for their turn.
   *
   * @returns the final response; the call stays as it was unless that is a 2xx. 481 when the call is not confirmed.
   */
  setHeld(held: boolean): Promise<SipResponse>
  /**
   * Sets the session up from the beginning, when the media has lost what it shares with the other side: by an INVITE that
   * replaces the dialog (RFC 3891) where the PBX knows that, by a re-INVITE otherwise. The call and who is in it stay.
   *
   * @returns the final response; 481 when the call is not confirmed
   */
  renew(): Promise<SipResponse>
  /**
   * Blind transfer. Whoever held the call before resumes it when this fails.
   *
   * @param target - as it would be dialled
   * @throws ReasonedError sip: not-dialable
   */
  transfer(target: string): Promise<TransferOutcome>
  /**
   * Attended transfer: connects the other side of this call with the one of another call (RFC 3891, RFC 5589). The PBX
   * ends the other call when it succeeded.
   *
   * @param other - a confirmed call of the same account
   */
  transferTo(other: SipCall): Promise<TransferOutcome>
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

/** A call that somebody makes to us. It rings, and the PBX was told so (180), when the listener has returned. */
export interface IncomingCall extends SipCall {
  readonly direction: 'incoming'
  /**
   * Takes the call with this media, which is closed with the call; confirmed when the 2xx has left. Does nothing when
   * the call is over or was answered: then the media is closed at once.
   */
  answer(media: CallMedia): void
  /** Ends as `local` with this status. Within the listener nothing has rung yet. `hangUp` rejects with 480. */
  reject(statusCode: 486 | 603 | 480): void
}

/** `lost` is retried by the subscription itself; `refused` is retried too, but rarely. */
export type DialogSubscriptionEvent =
  | { type: 'notify'; contentType: string; body: string }
  | { type: 'refused'; statusCode: number; reasonPhrase: string }
  | { type: 'lost' }

/** A subscription to the dialog package (RFC 4235) of an extension or a list of them, kept alive until `end`. */
export interface DialogSubscription {
  /** Asks for full state: a NOTIFY was missed. Nothing happens while there is no subscription. */
  refresh(): void
  /** Unsubscribes (Expires: 0); the listener is not called again. */
  end(): void
}

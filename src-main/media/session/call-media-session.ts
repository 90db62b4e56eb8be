import type { MicrophoneProblem, RelayStatistics } from '@contract/ipc/media-protocol'
import type { CallQuality } from '@contract/telephony/call-quality'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { ReceivedAudioListener } from './received-audio'
import type { DigitsSent } from '../relay/telephone-event-sender'

/**
 * What lets a call be heard again: a re-INVITE, as a port or a way is lost, or a session that begins from nothing, as the keys
 * of a DTLS association are lost, which few PBXs make anew within a dialog. `later`: what was offered has become pointless,
 * and one of the two follows as soon as there is anything to offer.
 */
export type OfferNeed = 're-invite' | 'new-session' | 'later'

/** The media of one call: SDP for whoever speaks SIP, microphone and digits for whoever supervises. */
export interface CallMediaSession {
  /** Our offer (RFC 3264 §5): in the INVITE, in a re-INVITE, or where the PBX left the offer to us. */
  createOffer(): Promise<string>
  /** The answer in the 2xx. Rejects with a ReasonedError of kind `media` when it cannot be used. */
  acceptAnswer(sdp: string): Promise<void>
  /** A re-INVITE or a late offer; resolves to our answer. Rejects, and changes nothing, when it cannot be used. */
  acceptOffer(sdp: string): Promise<string>
  /** The direction of the next offers and answers: `sendonly`, or `inactive` when both hold (RFC 3264 §8.4). */
  setHeld(held: boolean): void
  /** Binds again on another address of this machine, which the next offer names. */
  moveTo(localAddress: string): Promise<void>
  /** Never rejects. The microphone is closed and the ports are free when it resolves. */
  close(): Promise<void>
  /** Opens, mutes or closes; the last call wins. A device that cannot be opened is an answer, and then it is closed. */
  setMicrophone(microphone: MicrophonePolicy): Promise<{ problem: MicrophoneProblem | null }>
  /** true when the PBX accepted telephone-event (RFC 4733) */
  readonly telephoneEvents: boolean
  /** Resolves when the last end packet left; `firstPacketAt` is epoch ms with fractions. */
  sendDigits(digits: string): Promise<DigitsSent>
  /** Audio from the PBX began or came back (true), or none arrived for 5 s or will (false, and why). */
  onReceivedAudio(listener: ReceivedAudioListener): () => void
  /** How well the call can be heard, at most once a second. Never told where it is not measured. */
  onQuality(listener: (quality: CallQuality) => void): () => void
  /** The device went away, or could not be opened again after a restart of the engine. It is closed. */
  onMicrophoneLost(listener: () => void): () => void
  /**
   * Only a new offer lets the call be heard again: it has to follow as soon as there is a dialog for it, or the end of the
   * call.
   */
  onOfferNeeded(listener: (need: OfferNeed) => void): () => void
  /** The media is closed already, and the call has to end. */
  onFailed(listener: () => void): () => void
  statistics(): Promise<RelayStatistics>
}

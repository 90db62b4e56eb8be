import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { RecentCall } from '@contract/ipc/phone-view'
import type { DialledCode } from '@contract/settings/dialled-code'
import type { WhenSupervising } from '@contract/settings/customer'
import type { CallState } from '@contract/telephony/call-state'
import type { CallStatistics } from '@contract/telephony/call-statistics'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'

/** The other side of a leg, as SIP tells it. `number` as it would be dialled. */
export interface LegParty {
  readonly number: string
  readonly displayName: string | null
}

/** What the PBX answered to a re-INVITE. */
export interface LegAnswer {
  readonly statusCode: number
  readonly reasonPhrase: string
}

/** What came of a REFER (RFC 3515). `accepted`: taken, and nothing was ever told of the outcome. */
export type LegTransfer =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'failed' } & LegAnswer)

/** One call with its media, as the phone needs it. Made by the composition root from SIP and media. */
export interface PhoneLeg {
  readonly state: CallState
  onState(listener: (state: CallState) => void): void
  /** Another party may take its place during the call (RFC 3891). */
  onParty(listener: (party: LegParty) => void): void
  /** The other side holds or resumes. */
  onHeldByRemote(listener: (held: boolean) => void): void
  /** CANCEL, BYE or 480, as the state demands. */
  hangUp(): void
  /** By a re-INVITE; the call stays as it was unless the answer is a 2xx. */
  setHeld(held: boolean): Promise<LegAnswer>
  /** Blind transfer. */
  transfer(number: string): Promise<LegTransfer>
  /** Attended transfer: connects the other sides of the two calls. */
  transferTo(other: PhoneLeg): Promise<LegTransfer>
  setMicrophone(microphone: MicrophonePolicy): Promise<{ problem: MicrophoneProblem | null }>
  onMicrophoneLost(listener: () => void): void
  /** audio from the PBX stopped for 5 s, or came back */
  onReceivedAudio(listener: (flowing: boolean) => void): void
  /** How well it could be heard since it was answered; null while nothing was measured. */
  readonly statistics: CallStatistics | null
  /** By the DTMF method of the account. Never rejects. */
  sendDigits(digits: string): Promise<{ sent: boolean }>
  /** Ends what is left of the media. Safe to call more than once. */
  close(): Promise<void>
}

/** A call that somebody makes to us. */
export interface IncomingLeg extends PhoneLeg {
  readonly party: LegParty
  /** false when there is no media path to answer with */
  readonly canAnswer: boolean
  answer(): void
  reject(statusCode: 486 | 480): void
}

/** A customer's account, as far as ordinary calls need it. */
export interface PhoneLine {
  readonly customerId: string
  readonly customerName: string
  readonly isRegistered: boolean
  readonly whenSupervising: WhenSupervising
  /** Who is known by this number, e.g. from the hunt groups. */
  nameOf(number: string): string | null
  /** What was typed, where it is the code of a supervision: that is no call. */
  supervisionCode(text: string): DialledCode | null
  /** Sends the INVITE to a `dialableNumber`; null when the media path is not up. */
  dial(number: string): PhoneLeg | null
}

export interface PhonePorts {
  /** the one that is dialled from; null when no customer is shown */
  activeLine(): PhoneLine | null
  lineOf(customerId: string): PhoneLine | null
  /** whose call is supervised now, by name; null when nobody's is */
  supervisedName(): string | null
  endSupervision(): void
  /** The list of recent calls is another one. */
  keepRecent(calls: readonly RecentCall[]): void
  now(): number
  log: { info(message: string): void; warn(message: string): void }
}

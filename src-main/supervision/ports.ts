import type { DtmfMethod } from '@contract/telephony/dtmf'
import type { CallState } from '@contract/telephony/call-state'
import type { CallQuality, SilenceCause } from '@contract/telephony/call-quality'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import type { SupervisionTarget } from '@contract/telephony/supervision-state'

/** One call with its media, as supervision needs it. Made by the composition root from SIP and media. */
export interface SupervisionCall {
  /** Sends the INVITE. Called once. */
  dial(number: string): void
  onState(listener: (state: CallState) => void): void
  hangUp(): void
  setMicrophone(microphone: MicrophonePolicy): Promise<{ problem: MicrophoneProblem | null }>
  onMicrophoneLost(listener: () => void): void
  /** The PBX has the call still, but nothing can be heard or sent in it any more. */
  onSessionLost(listener: () => void): void
  /** audio from the PBX stopped for 5 s, and why, or came back */
  onReceivedAudio(listener: (flowing: boolean, cause: SilenceCause | null) => void): void
  /** at most once a second */
  onQuality(listener: (quality: CallQuality) => void): void
  /** whether the PBX accepted telephone-event (RFC 4733) */
  readonly telephoneEvents: boolean
  /** Resolves when the last end packet has left. */
  sendTelephoneEvents(digits: string): Promise<{ sent: boolean }>
  /** One SIP INFO request (application/dtmf-relay). Rejects when nothing answered. */
  sendInfo(digit: string): Promise<{ statusCode: number }>
  /** Ends what is left of the media. Safe to call more than once. */
  close(): Promise<void>
}

/** What supervision must know of the customer and its PBX at the moment of a join. */
export interface SupervisionProfile {
  readonly target: SupervisionTarget
  readonly codes: SupervisionCodes
  readonly dtmfMethod: DtmfMethod
  readonly callSupervision: boolean
}

export interface SupervisionPorts {
  /** undefined when the extension is not monitored in the active customer */
  profileOf(extension: string): SupervisionProfile | undefined
  isRegistered(): boolean
  /** null when the media path is not up */
  openCall(): SupervisionCall | null
  now(): number
  log: { info(message: string, fields?: object): void; warn(message: string): void }
}

import type { MicrophoneProblem, RelayStatistics, SoundName } from '@contract/ipc/media-protocol'
import type { OfferNeed } from '../../../src-main/media/media-host'
import type { IceServerKind } from '@contract/settings/ice-server-kind'
import type { IceServerOutcome } from '../../../src-main/media/session/ice-server-trial'
import type { CallAccount } from '../../../src-main/media/session/call-media-sessions'
import type { Levels } from '@contract/ipc/snapshot'
import type { SoundView } from '@contract/ipc/sound-view'
import type { DeviceKind, SoundSettings } from '@contract/settings/sound'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'

/** What a test asks of the Electron application that holds nothing but a MediaHost. */
export type DriverRequests = {
  start: { input: null; output: null }
  /** of the calls from now on; plain RTP at first */
  useAccount: { input: CallAccount; output: null }
  /** for an offer of the other side, which comes next */
  openCall: { input: null; output: null }
  createOffer: { input: null; output: { sdp: string; tookMs: number } }
  /** of the call that is there, as in a re-INVITE */
  offerAgain: { input: null; output: { sdp: string; tookMs: number } }
  setHeld: { input: { held: boolean }; output: null }
  moveTo: { input: { localAddress: string }; output: null }
  acceptAnswer: { input: { sdp: string }; output: null }
  acceptOffer: { input: { sdp: string }; output: { sdp: string } }
  setMicrophone: {
    input: { microphone: MicrophonePolicy }
    output: { problem: MicrophoneProblem | null; tookMs: number }
  }
  sendDigits: {
    input: { digits: string }
    output: { sent: boolean; askedAt: number; firstPacketAt: number }
  }
  /** What the settings say, but for the devices. */
  useSound: { input: Partial<SoundSettings>; output: null }
  /** Chooses the connected device of that label, as a person would; null follows the system. */
  chooseDevice: { input: { kind: DeviceKind; label: string | null }; output: null }
  soundView: { input: null; output: SoundView }
  testMicrophone: { input: null; output: { problem: MicrophoneProblem | null } }
  playTone: { input: null; output: null }
  ringOnce: { input: null; output: null }
  playSound: { input: { sound: SoundName }; output: null }
  stopSound: { input: { sound: SoundName }; output: null }
  /** of the account that calls would use now */
  tryIceServer: { input: { kind: IceServerKind }; output: IceServerOutcome }
  statistics: { input: null; output: RelayStatistics }
  closeCall: { input: null; output: null }
  /** runs in the engine's page and answers its value */
  inPage: { input: { script: string }; output: unknown }
  crashEngine: { input: null; output: null }
  reloadEngine: { input: null; output: null }
  /** `busy`: its page runs a loop that never ends. `stopped`: by the system, with all its threads */
  hangEngine: { input: { how: 'busy' | 'stopped' }; output: null }
  /** The system's audio stands still for so long. Answers when it does. */
  stallAudio: { input: { ms: number }; output: null }
  /** as the system stops it */
  hangRelay: { input: null; output: null }
  killRelay: { input: null; output: null }
  /** keeps main's thread busy */
  blockMain: { input: { ms: number }; output: null }
  stop: { input: null; output: null }
}

export type DriverEvent =
  | { type: 'levels'; levels: Levels }
  | { type: 'received-audio'; flowing: boolean }
  | { type: 'microphone-lost' }
  | { type: 'offer-needed'; need: OfferNeed }
  | { type: 'failed' }
  | { type: 'sound'; view: SoundView }
  | { type: 'log'; level: string; message: string; fields: unknown }

import type { VoiceProcessing } from '../settings/sound'
import type { VoiceCodec } from '../settings/voice-codecs'
import type { CallQuality } from '../telephony/call-quality'
import type { MediaPath } from '../telephony/media-path'
import type { MicrophonePolicy } from '../telephony/microphone-policy'
import type { Levels } from './snapshot'
import type { SoundDevice, SoundTest } from './sound-view'

/** An RTP payload format of an SDP media line (RFC 8866 §6.6, §9). `clockRate` in Hz. */
export interface Codec {
  readonly payloadType: number
  readonly name: string
  readonly clockRate: number
  readonly channels?: number
  readonly fmtp?: string
}

/** What was negotiated with the PBX: where RTP goes and with which payload types, the codec in use first. */
export interface PbxLeg {
  readonly host: string
  readonly port: number
  readonly codecs: readonly Codec[]
  /** whether we may send and receive (RFC 3264 §6.1), seen from us */
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
  /** SRTP with these keys; null is plain RTP */
  readonly srtp: SrtpParameters | null
}

/** The suites of RFC 4568 §6.2 that PBXs use, the preferred one first. */
export const srtpSuites = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const
export type SrtpSuite = (typeof srtpSuites)[number]

/** Master keys, each with its salt, in base64 as they stand in the SDP (RFC 4568 §6.1). Never logged. */
export interface SrtpParameters {
  readonly suite: SrtpSuite
  readonly send: string
  readonly receive: string
}

/** What main asks of the media relay. `session` names a call's media; SDP is text. */
export type RelayRequests = {
  /** Answers when the process has started. */
  hello: { input: null; output: null }
  /**
   * Binds an even RTP port and RTCP on the next one, on the local address that routes to the PBX. `port` is given after
   * a restart of the relay: the port that the PBX was told. For an open session it moves to another address.
   */
  open: {
    input: { session: string; localAddress: string; port?: number }
    output: { port: number }
  }
  /** The offer for the audio engine; asked again after an engine restart. */
  engineOffer: { input: { session: string }; output: { sdp: string } }
  engineAnswer: { input: { session: string; sdp: string }; output: null }
  setPbxLeg: { input: { session: string; leg: PbxLeg }; output: null }
  /** The second lock on the microphone: unless `open`, the relay puts silence in place of whatever the engine sends. */
  setMicrophone: { input: { session: string; microphone: MicrophonePolicy }; output: null }
  /** RFC 4733 events. Answers when the last end packet left. `firstPacketAt` is epoch ms with fractions. */
  sendTelephoneEvents: {
    input: { session: string; digits: string; durationMs: number; gapMs: number }
    output: { sent: boolean; firstPacketAt: number }
  }
  statistics: { input: { session: string }; output: RelayStatistics }
  close: { input: { session: string }; output: null }
}

export interface RelayStatistics {
  readonly packetsToPbx: number
  readonly packetsFromPbx: number
  /** packets that were not RTP, of an unknown payload type or from nobody we talk to */
  readonly dropped: number
  /** voice packets of the engine that the closed microphone turned into silence */
  readonly silenced: number
}

export type RelayEvent =
  /** at most once a second */
  | { type: 'quality'; session: string; quality: CallQuality }
  /** audio from the PBX stopped for 5 s, or came back */
  | { type: 'received-audio'; session: string; flowing: boolean }

/** What main asks of the audio engine, the hidden window. */
export type EngineRequests = {
  /** Answers when the page has started. */
  hello: { input: null; output: null }
  /** Makes (or makes anew) the peer connection of a session. The microphone starts closed. */
  connect: { input: { session: string; offer: string }; output: { answer: string } }
  /** A local renegotiation, e.g. another codec first. */
  reoffer: { input: { session: string; offer: string }; output: { answer: string } }
  /** Opens, mutes or closes the device. A device that cannot be opened is an answer, not an error. */
  setMicrophone: {
    input: { session: string; microphone: MicrophonePolicy }
    output: { microphone: MicrophonePolicy; problem: MicrophoneProblem | null }
  }
  disconnect: { input: { session: string }; output: null }
  /**
   * A session whose PBX speaks WebRTC (docs/adr/0013); nothing changes when it is there. The microphone starts closed.
   */
  directOpen: { input: { session: string } & DirectSetup; output: null }
  /** Our offer, with its candidates. `restartIce`: our address changed, or the way is lost (RFC 8445 §9). */
  directOffer: {
    input: { session: string; held: boolean; restartIce: boolean } & Gathering
    output: { sdp: string }
  }
  /** An offer of the PBX; answers ours. Rejects, and changes nothing, when it cannot be used. */
  directAnswer: {
    input: { session: string; offer: string; held: boolean } & Gathering
    output: { sdp: string }
  }
  /** The answer to the last `directOffer`; another one may follow it when the call forked. */
  directAccept: { input: { session: string; answer: string }; output: null }
  /** RFC 4733 events of the browser. Answers when the last one is over. `firstPacketAt` is epoch ms with fractions. */
  directDigits: {
    input: { session: string; digits: string; durationMs: number; gapMs: number }
    output: { sent: boolean; firstPacketAt: number }
  }
  /** Asks one server as a call would, with a connection of its own; answers when that is made. */
  tryIceServer: { input: { trial: string; server: IceServer }; output: null }
  /** What came of a trial, once. */
  iceServerTrial: { input: { trial: string }; output: IceServerAnswer }
  listDevices: { input: null; output: { devices: readonly ListedDevice[] } }
  /**
   * What calls and tests capture from and play on, from now on. A microphone that is closed stays closed; one that is
   * muted stays muted.
   */
  useSound: { input: SoundUse; output: null }
  /** Answers when the device is open, or cannot be opened. Rejects during a call. */
  testMicrophone: { input: null; output: { problem: MicrophoneProblem | null } }
  playTone: { input: null; output: null }
  /** The ringing once, on the ringer. */
  ringOnce: { input: null; output: null }
  stopSoundTest: { input: null; output: null }
  /** In the manager's ear alone; `ringing` on the ringer. Played again, it begins anew. */
  playSound: { input: { sound: SoundName }; output: null }
  stopSound: { input: { sound: SoundName }; output: null }
}

/** What main asks of the lock on the voice of direct sessions, past the engine's page (docs/adr/0013). */
export type VoiceLockRequests = {
  hello: { input: null; output: null }
  /** Unless it is `open`, silence takes the place of what the encoder makes. Every session starts closed. */
  lockVoice: { input: { session: string; microphone: MicrophonePolicy }; output: null }
}

/** A STUN or a TURN server (RFC 7064, RFC 7065). Of a TURN server with its password: never logged. */
export interface IceServer {
  readonly url: string
  readonly username?: string
  readonly credential?: string
}

/** How many candidates of UDP there are (RFC 8839 §5.1): addresses of this machine, as STUN saw it, and of a TURN server. */
export interface CandidateCounts {
  readonly host: number
  readonly srflx: number
  readonly relay: number
}

/** What main knows of gathering candidates where this machine is now. */
export interface Gathering {
  /** main's name for the address and the servers; the engine says it again with what it found */
  readonly place: string
  /** what was found there the last time: with as many the description leaves. null: everything is waited for */
  readonly expected: CandidateCounts | null
}

/**
 * What became of the TURN server when addresses were gathered for an offer or answer. `refused`: by its error response
 * (RFC 8489 §14.8), e.g. 401 for another password. `unreachable`: no answer in time.
 */
export type TurnOutcome =
  | { readonly kind: 'relays' | 'unreachable' }
  | { readonly kind: 'refused'; readonly statusCode: number; readonly reasonPhrase: string }

/**
 * What a STUN or TURN server said to a trial. `tookMs`: until a call would have its address. `refused`: as in `TurnOutcome`.
 * `no-connection`: over TCP or TLS, and the browser does not say why.
 */
export type IceServerAnswer =
  | { readonly kind: 'works'; readonly tookMs: number }
  | { readonly kind: 'refused'; readonly statusCode: number; readonly reasonPhrase: string }
  | { readonly kind: 'unknown-host' | 'no-answer' }
  | { readonly kind: 'no-connection' }

/** What an account says about its direct calls. */
export interface DirectSetup {
  readonly iceServers: readonly IceServer[]
  /** what is offered, in this order */
  readonly codecs: readonly VoiceCodec[]
}

/** What the browser counted in one direct connection until now (W3C WebRTC Statistics). */
export interface DirectFlow {
  /** ICE and DTLS are done */
  readonly connected: boolean
  /** what is sent, e.g. `PCMU`; null until it is known */
  readonly codec: string | null
  readonly packetsSent: number
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly jitterMs: number
  /** of what went into the encoder, in seconds of full scale; silence adds nothing */
  readonly sentEnergy: number
  /** of the pair of candidates in use; null until it is known */
  readonly path: MediaPath | null
  /** null until it was measured */
  readonly roundTripMs: number | null
  /** what the PBX last reported (RFC 3550 §6.4); null when it does not */
  readonly reported: { readonly lossPercent: number; readonly jitterMs: number } | null
}

/** A connected device, and what it is a part of (`groupId` of W3C Media Capture and Streams §9.3). */
export interface ListedDevice extends SoundDevice {
  readonly group: string
}

/** `identity` changes with the device behind it, also when that is another default of the system. */
export interface DeviceUse {
  /** null is the system's default */
  readonly id: string | null
  readonly identity: string
}

/** `ringing` and `ringback` go on until they are stopped, `busy` and `cue` end by themselves. */
export type SoundName = 'ringing' | 'ringback' | 'busy' | 'cue'

export interface SoundUse {
  readonly microphone: DeviceUse
  readonly speaker: DeviceUse
  readonly ringer: DeviceUse
  /** of the speaker and of the ringer */
  readonly volumePercent: number
  readonly ringerVolumePercent: number
  /** of the microphone, behind `processing` */
  readonly microphoneGainDb: number
  readonly evenLoudness: boolean
  readonly processing: VoiceProcessing
}

export type MicrophoneProblem = 'none' | 'denied' | 'in-use' | 'failed'

export type EngineEvent =
  /** `session` is null for a test of the microphone */
  | { type: 'levels'; session: string | null; levels: Levels }
  /** the device went away or the system took it: the engine has already closed it */
  | { type: 'microphone-lost'; session: string }
  /** the way to the relay or the PBX is lost, e.g. after the machine slept: a new `connect` or `directOffer` is needed */
  | { type: 'disconnected'; session: string }
  /** of a direct session, once a second */
  | { type: 'direct-flow'; session: string; flow: DirectFlow }
  /** of a direct session with a TURN server, when it is another outcome than the last */
  | { type: 'turn'; session: string; outcome: TurnOutcome }
  /** what was found in time, which may be after the description left; told again for each candidate that came later */
  | { type: 'gathered'; place: string; counts: CandidateCounts }
  /** something was connected or went */
  | { type: 'devices'; devices: readonly ListedDevice[] }
  /** a test began, went on to its next part or is over */
  | { type: 'sound-test'; test: SoundTest | null }

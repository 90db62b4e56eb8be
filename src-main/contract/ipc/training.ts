/** How the demo PBX process is started, and what it tells. Everything else goes by SIP and RTP on loopback. */
export interface DemoPbxOptions {
  /** 0 takes any free port */
  readonly sipPort: number
  /** `tones`: the parties play 700 Hz (agents) and 440 Hz (clients) instead of speech, for measuring */
  readonly voices: 'speech' | 'tones'
  /** agents go on and off calls by themselves; off: calls stand until the floor is told otherwise */
  readonly pace: 'humane' | 'manual'
  /** where the recorded conversations are: `demo-voices` in the app's resources. Not read for `tones` */
  readonly voicesFolder: string
}

/** What one simulated party hears, measured over the last 200 ms of what is mixed for it. dBFS, -99 is silence. */
export interface PartyHears {
  readonly party: 'agent' | 'client'
  /** level of the manager's share of the mix */
  readonly managerDbfs: number
  /** level of the whole mix at the tones used for measuring (Goertzel) */
  readonly tonesDbfs: Readonly<Record<'440' | '700' | '1000', number>>
}

export type DemoPbxEvent =
  | { type: 'listening'; port: number }
  | { type: 'failed'; reason: 'port-in-use' | 'failed'; detail: string }
  /** five times a second while somebody supervises */
  | { type: 'hears'; extension: string; agentName: string; parties: readonly PartyHears[] }
  /** five times a second in an ordinary call of the manager: what the other side hears of the manager, and of hold music */
  | { type: 'phone-hears'; number: string; held: boolean; managerDbfs: number; musicDbfs: number }
  | { type: 'phone-digit'; number: string; digit: string }
  | { type: 'call'; extension: string; state: 'ringing' | 'confirmed' | 'terminated' }

export type DemoPbxOrder =
  | { type: 'start'; options: DemoPbxOptions }
  /** a client rings, the agent talks to one, the client hangs up (manual pace, tests, training) */
  | { type: 'ring-agent'; extension: string }
  | { type: 'call-agent'; extension: string }
  | { type: 'end-call'; extension: string }
  /** somebody outside calls the manager who is signed in */
  | { type: 'call-manager' }
  | { type: 'stop' }

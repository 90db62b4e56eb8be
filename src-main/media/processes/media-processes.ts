import type {
  EngineEvent,
  EngineRequests,
  RelayEvent,
  RelayRequests,
  VoiceLockRequests
} from '@contract/ipc/media-protocol'
import type { MediaProcess } from './media-process'

/** The two processes every call's media runs through. */
export interface MediaProcesses {
  readonly relay: MediaProcess<RelayRequests, RelayEvent>
  readonly engine: MediaProcess<EngineRequests, EngineEvent>
  /** a thread of the engine that its page has no hold on */
  readonly voiceLock: MediaProcess<VoiceLockRequests, never>
}

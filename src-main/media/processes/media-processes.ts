import type {
  EngineEvent,
  EngineRequests,
  RelayEvent,
  RelayRequests
} from '@contract/ipc/media-protocol'
import type { MediaProcess } from './media-process'

/** The two processes every call's media runs through. */
export interface MediaProcesses {
  readonly relay: MediaProcess<RelayRequests, RelayEvent>
  readonly engine: MediaProcess<EngineRequests, EngineEvent>
}

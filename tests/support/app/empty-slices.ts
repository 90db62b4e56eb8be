import type { Slices } from '@contract/ipc/snapshot'
import { stageSound } from '../stage/stage-sound'

/** What windows see before anything is known. */
export const emptySlices: Slices = {
  app: { version: '0', platform: 'linux', demo: false },
  appearance: { colorScheme: 'auto' },
  customers: { list: [], activeId: null, supervisedId: null },
  registration: { kind: 'unregistered' },
  subscribing: null,
  extensions: [],
  supervision: { phase: 'idle', last: null },
  history: [],
  phone: { calls: [], over: null, recent: [] },
  hotkeys: [],
  sound: stageSound,
  echoCall: { phase: 'idle' },
  training: null,
  notices: []
}

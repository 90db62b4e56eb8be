import type { Slices } from '@contract/ipc/snapshot'
import { defaultSound } from '@contract/settings/sound'

/** What windows see before anything is known. */
export const emptySlices: Slices = {
  app: { version: '0', platform: 'linux', demo: false },
  appearance: { colorScheme: 'auto' },
  customers: { list: [], activeId: null, supervisedId: null },
  registration: { kind: 'unregistered' },
  subscribing: null,
  extensions: [],
  supervision: { phase: 'idle', last: null },
  phone: { calls: [], over: null, recent: [] },
  hotkeys: [],
  sound: {
    devices: null,
    chosen: { microphone: null, speaker: null },
    inUse: { microphone: null, speaker: null },
    volumePercent: 100,
    processing: defaultSound.processing,
    test: null
  },
  training: null,
  notices: []
}

import { app } from 'electron'
import type { Slices } from '@contract/ipc/snapshot'

export function appSlice(demo: boolean): Slices['app'] {
  const platform =
    process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
  return { version: app.getVersion(), platform, demo }
}

/** What a window sees before anything is known. */
export function initialSlices(sound: Slices['sound']): Slices {
  return {
    app: appSlice(false),
    appearance: { colorScheme: 'auto' },
    customers: { list: [], activeId: null, supervisedId: null },
    registration: { kind: 'unregistered' },
    subscribing: null,
    extensions: [],
    supervision: { phase: 'idle', last: null },
    history: [],
    phone: { calls: [], over: null, recent: [] },
    hotkeys: [],
    sound,
    echoCall: { phase: 'idle' },
    training: null,
    notices: []
  }
}

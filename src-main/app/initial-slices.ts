import type { Slices } from '@contract/ipc/snapshot'
import { defaultHud } from '@contract/settings/hud'

/** What a window sees before anything is known. */
export function initialSlices({ app, sound }: Pick<Slices, 'app' | 'sound'>): Slices {
  return {
    app,
    appearance: { colorScheme: 'auto' },
    hud: defaultHud,
    customers: { list: [], activeId: null, supervisedId: null },
    registration: { kind: 'unregistered' },
    subscribing: null,
    extensions: [],
    supervision: { phase: 'idle', last: null },
    history: [],
    phone: { calls: [], over: null, recent: [] },
    hotkeys: [],
    bells: { waiting: [], desktopNotifications: true, shown: null },
    sound,
    echoCall: { phase: 'idle' },
    training: null,
    notices: []
  }
}

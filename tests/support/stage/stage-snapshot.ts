import { failure } from '@contract/errors/reasons'
import type { CustomerView, Slices, Snapshot, SupervisionView } from '@contract/ipc/snapshot'
import { defaultHotkeys, hotkeyActions } from '@contract/settings/hotkeys'
import { defaultHud } from '@contract/settings/hud'
import { stageSound } from './stage-sound'
import { stageExtensions } from './stage-people'

export const stageCustomer: CustomerView = {
  id: 'northwind',
  name: 'Northwind Contact Centre',
  hasPassword: true,
  hasTurnPassword: false,
  connected: true,
  registration: { kind: 'registered', expiresAt: 0, through: 'udp 192.0.2.10:5060' },
  callSupervision: true,
  account: {
    user: '701',
    domain: 'pbx.northwind.example',
    displayName: 'Maria Keller',
    transport: 'udp',
    dtmfMethod: 'auto',
    registrationSeconds: 300
  },
  dialingRules: [{ kind: 'default', name: 'Default' }],
  huntGroups: [],
  hotkeys: defaultHotkeys
}

/** A morning at Northwind: 24 agents in three hunt groups, nothing supervised. */
export function stageSlices(now: number, part: Partial<Slices> = {}): Slices {
  const extensions = part.extensions ?? stageExtensions(24, now)
  const supervising = part.supervision !== undefined && part.supervision.phase !== 'idle'
  const supervisedId = supervising ? stageCustomer.id : null
  return {
    app: { version: '0.1.0', platform: 'linux', demo: false },
    appearance: { colorScheme: 'auto' },
    hud: defaultHud,
    customers: { list: [withGroupsOf(extensions)], activeId: stageCustomer.id, supervisedId },
    registration: {
      kind: 'registered',
      expiresAt: now + 240_000,
      through: 'udp 192.0.2.10:5060'
    },
    subscribing: null,
    extensions,
    supervision: { phase: 'idle', last: null },
    history: [],
    phone: { calls: [], over: null, recent: [] },
    hotkeys: hotkeyActions.map((action) => ({
      action,
      accelerator: defaultHotkeys[action],
      state: 'inactive'
    })),
    bells: { waiting: [], desktopNotifications: true, shown: null },
    sound: stageSound,
    echoCall: { phase: 'idle' },
    training: null,
    notices: [],
    ...part
  }
}

export function stageSnapshot(now: number, part: Partial<Slices> = {}): Snapshot {
  return { revision: 1, slices: stageSlices(now, part) }
}

export type Supervising = Extract<SupervisionView, { phase: 'supervising' }>

/** In spy with John Miller for two minutes, as the PBX accepted it. */
export function stageSupervising(now: number, part: Partial<Supervising> = {}): Supervising {
  return {
    phase: 'supervising',
    target: { extension: '744', name: 'John Miller' },
    answeredAt: now - 134_000,
    mode: 'spy',
    modeSince: now - 134_000,
    knowledge: 'joined',
    change: null,
    microphone: 'closed',
    muted: false,
    whoHears: { agent: 'does-not-hear', client: 'does-not-hear' },
    canSwitch: true,
    silence: null,
    quality: {
      codec: 'PCMA',
      encryption: 'none',
      received: { lossPercent: 0, jitterMs: 3, mos: 4.4 },
      sent: { lossPercent: 0, jitterMs: 2, mos: 4.4 },
      roundTripMs: 18,
      rating: 'good'
    },
    failure: null,
    ...part
  }
}

function withGroupsOf(extensions: Slices['extensions']): CustomerView {
  const names = [...new Set(extensions.map(({ huntGroup }) => huntGroup))]
  return {
    ...stageCustomer,
    huntGroups: names.map((name) => ({
      name,
      members: extensions
        .filter(({ huntGroup }) => huntGroup === name)
        .map((row) => ({
          extension: row.extension,
          name: row.name,
          supervisionAllowed: row.supervisionAllowed
        }))
    }))
  }
}

/** The call of John Miller went on without us: the connection to the PBX broke while we whispered. */
export function lostSupervision(now: number, part: Partial<Slices> = {}): Snapshot {
  return stageSnapshot(now, {
    supervision: {
      phase: 'idle',
      last: {
        target: { extension: '744', name: 'John Miller' },
        mode: 'whisper',
        by: 'lost',
        failure: failure('supervision.connection-lost', { extension: '744' }),
        quality: null
      }
    },
    ...part
  })
}

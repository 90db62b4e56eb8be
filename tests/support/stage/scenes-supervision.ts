import { failure } from '@contract/errors/reasons'
import type { Slices } from '@contract/ipc/snapshot'
import type { Scene } from './scene'
import { lostSupervision, stageSnapshot, stageSlices, stageSupervising } from './stage-snapshot'

const speech = { microphoneDbfs: -24, receivedDbfs: -19 }
const listening = { microphoneDbfs: -99, receivedDbfs: -17 }

function registeredHotkeys(now: number): Slices['hotkeys'] {
  return stageSlices(now).hotkeys.map((hotkey) => ({ ...hotkey, state: 'registered' }))
}

function supervised(
  name: string,
  part: Parameters<typeof stageSupervising>[1],
  more: Partial<Scene> & { slices?: Partial<Slices> } = {}
): Scene {
  const { slices, ...scene } = more
  return {
    name,
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: stageSupervising(now, part),
        hotkeys: registeredHotkeys(now),
        ...slices
      }),
    levels: part?.microphone === 'open' ? speech : listening,
    ...scene
  }
}

const whisperSent = {
  mode: 'whisper',
  knowledge: 'sent',
  microphone: 'open',
  whoHears: { agent: 'may-hear', client: 'does-not-hear' }
} as const

const bargeInAccepted = {
  mode: 'barge-in',
  knowledge: 'accepted',
  microphone: 'open',
  whoHears: { agent: 'hears', client: 'hears' }
} as const

/** The dock in each of its states. */
export const supervisionScenes: readonly Scene[] = [
  {
    name: 'joining',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: {
          phase: 'joining',
          target: { extension: '744', name: 'John Miller' },
          mode: 'whisper'
        },
        hotkeys: registeredHotkeys(now)
      })
  },
  supervised('spy', {}),
  supervised('forced-colors-whisper', whisperSent, { forcedColors: true }),
  supervised('spy-smallest', {}, { width: 720, height: 520 }),
  supervised('switching', { change: { to: 'whisper', stage: 'opening-microphone' } }),
  supervised('rejoining', { mode: 'whisper', change: { to: 'whisper', stage: 'rejoining' } }),
  supervised('whisper-joined', {
    mode: 'whisper',
    microphone: 'open',
    whoHears: { agent: 'hears', client: 'does-not-hear' }
  }),
  supervised('whisper-sent', whisperSent),
  supervised('whisper-after-barge-in', {
    ...whisperSent,
    whoHears: { agent: 'may-hear', client: 'may-hear' }
  }),
  supervised('whisper-muted', {
    ...whisperSent,
    muted: true,
    microphone: 'muted',
    whoHears: { agent: 'does-not-hear', client: 'does-not-hear' }
  }),
  supervised('barge-in-accepted', bargeInAccepted),
  supervised('barge-in-smallest', bargeInAccepted, { width: 720, height: 520 }),
  supervised('quality-poor', {
    quality: {
      codec: 'PCMA',
      encryption: 'sdes',
      received: { lossPercent: 8.2, jitterMs: 41, mos: 3 },
      sent: { lossPercent: 0.4, jitterMs: 6, mos: 4.3 },
      roundTripMs: 120,
      rating: 'poor'
    }
  }),
  supervised(
    'silent',
    { silence: 'never-came' },
    { levels: { microphoneDbfs: -99, receivedDbfs: -99 } }
  ),
  supervised(
    'silent-and-switch-failed',
    { silence: 'stopped', failure: failure('microphone.none') },
    { levels: { microphoneDbfs: -99, receivedDbfs: -99 } }
  ),
  supervised('switch-failed', { failure: failure('microphone.in-use') }),
  supervised('no-switch', { canSwitch: false }),
  supervised(
    'hotkey-failed',
    {},
    {
      slices: {
        hotkeys: stageSlices(0).hotkeys.map((hotkey) => ({
          ...hotkey,
          state: hotkey.action === 'whisper' ? 'failed' : 'registered'
        }))
      }
    }
  ),
  supervised('training', whisperSent, {
    slices: {
      app: { version: '0.1.0', platform: 'darwin', demo: true },
      training: { extension: '744', agentName: 'John Miller', agentDbfs: -23, clientDbfs: -99 }
    }
  }),
  {
    name: 'over',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: {
          phase: 'idle',
          last: {
            target: { extension: '744', name: 'John Miller' },
            mode: 'whisper',
            by: 'call-over',
            failure: null,
            quality: null
          }
        }
      })
  },
  { name: 'lost', snapshot: lostSupervision },
  {
    name: 'lost-and-not-registered',
    snapshot: (now) =>
      lostSupervision(now, {
        registration: {
          kind: 'retrying',
          reason: 'connection-lost',
          nextAttemptAt: now + 8_000
        }
      })
  },
  {
    name: 'refused',
    snapshot: (now) =>
      stageSnapshot(now, {
        supervision: {
          phase: 'idle',
          last: {
            target: { extension: '744', name: 'John Miller' },
            mode: 'spy',
            by: 'failed',
            quality: null,
            failure: failure('supervision.refused.forbidden', {
              statusCode: 403,
              reasonPhrase: 'Forbidden'
            })
          }
        }
      })
  }
]

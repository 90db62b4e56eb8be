import type { SupervisionState } from './supervision-state'
import { speaksIn } from './supervision-mode'

/** From least to most open. `closed`: nothing is captured and silence is sent. `muted`: captured, but silence is sent. */
export const microphonePolicies = ['closed', 'muted', 'open'] as const
export type MicrophonePolicy = (typeof microphonePolicies)[number]

/**
 * The safety rule: the only place that decides whether the microphone may be open (docs/adr/0003).
 *
 * It is closed in spy, whatever the PBX does. It is opened before a whisper or barge-in code leaves, so that a device
 * that cannot be opened stops the change, but silence is sent until the code has left. It closes the moment spy is
 * asked for, before the code leaves, and stays at least muted until that code has left, whatever is asked for next.
 * While another call is dialled in place of the one that was, nobody is there to be spoken to.
 */
export function microphonePolicy(state: SupervisionState): MicrophonePolicy {
  switch (state.phase) {
    case 'idle':
      return 'closed'
    case 'joining':
      return speaksIn(state.mode) ? 'muted' : 'closed'
    case 'supervising': {
      const wanted = state.change?.next ?? state.change?.to ?? state.mode
      if (!speaksIn(wanted)) return 'closed'
      const isFallingSilent = state.change !== null && !speaksIn(state.change.to)
      const isRejoining = state.change?.stage === 'rejoining'
      const speaks = speaksIn(state.mode) && !isFallingSilent && !isRejoining
      return speaks && !state.muted ? 'open' : 'muted'
    }
  }
}

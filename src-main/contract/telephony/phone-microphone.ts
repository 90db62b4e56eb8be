import type { Hearing } from './audibility'
import type { MicrophonePolicy } from './microphone-policy'
import type { PhoneCallState } from './phone-call-state'

/**
 * The microphone rule of an ordinary call, as `microphonePolicy` is the one of a supervision: open only while the call
 * is connected, not muted and not held by either side.
 *
 * The device is opened, with silence sent, as soon as a call is dialled or answered, so that the first word is not
 * lost. Holding closes it at once, before the PBX is asked; resuming opens it after the PBX has agreed.
 */
export function phoneMicrophone(state: PhoneCallState): MicrophonePolicy {
  switch (state.phase) {
    case 'ringing':
    case 'over':
      return 'closed'
    case 'dialling':
    case 'answering':
      return 'muted'
    case 'connected':
      if (state.hold !== 'none') return 'closed'
      return state.muted || state.heldByRemote ? 'muted' : 'open'
  }
}

/**
 * Whether the other side hears the manager. There is one other side and no mode that could be in doubt, so a voice that
 * leaves is heard.
 *
 * @param microphone - the most open it may be, by what was asked of the media path and what it confirmed
 */
export function otherSideHears(state: PhoneCallState, microphone: MicrophonePolicy): Hearing {
  if (state.phase !== 'connected' || microphone !== 'open') return 'does-not-hear'
  return state.hold === 'held' || state.heldByRemote ? 'may-hear' : 'hears'
}

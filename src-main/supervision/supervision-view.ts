import type { SupervisionView } from '@contract/ipc/snapshot'
import { whoHears } from '@contract/telephony/audibility'
import type { CallQuality, SilenceCause } from '@contract/telephony/call-quality'
import { microphonePolicy, type MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { SupervisionState } from '@contract/telephony/supervision-state'
import { moreOpen } from '@contract/telephony/microphone-confirmation'

/** What is known besides the state. */
export interface SupervisionFacts {
  /** the most open that the microphone may be, by what was asked of the media path and what it confirmed */
  readonly microphone: MicrophonePolicy
  readonly canSwitch: boolean
  readonly silence: SilenceCause | null
  /** of the running call, or of the last one */
  readonly quality: CallQuality | null
}

/**
 * What the windows show. The microphone is shown as the more open of what is wanted and what was confirmed, so the
 * view never says closed a moment too early.
 */
export function supervisionView(state: SupervisionState, facts: SupervisionFacts): SupervisionView {
  const { quality } = facts
  if (state.phase === 'idle') return { ...state, last: state.last && { ...state.last, quality } }
  if (state.phase !== 'supervising') return state
  const { possibleModes, change, ...shown } = state
  const microphone = moreOpen(microphonePolicy(state), facts.microphone)
  const isOnItsWay = change !== null && change.stage !== 'opening-microphone'
  const inDoubt = isOnItsWay ? [...possibleModes, change.to] : possibleModes
  return {
    ...shown,
    change: change && { to: change.to, stage: change.stage },
    microphone,
    whoHears: whoHears(microphone === 'open', inDoubt),
    canSwitch: facts.canSwitch,
    silence: facts.silence,
    quality: facts.quality
  }
}

import type { PhoneCallView } from '@contract/ipc/phone-view'
import { moreOpen } from '@contract/telephony/microphone-confirmation'
import { otherSideHears, phoneMicrophone } from '@contract/telephony/phone-microphone'
import type { PhoneCall } from './phone-call'

/** What the windows show of a call; null when it is over. The microphone is never shown as closed a moment too early. */
export function phoneCallView(call: PhoneCall): PhoneCallView | null {
  const { current: state, facts, party } = call
  const microphone = moreOpen(phoneMicrophone(state), call.microphoneAtMost)
  const every = { ...facts, party, microphone, hears: otherSideHears(state, microphone) }
  switch (state.phase) {
    case 'ringing':
    case 'answering':
      return { ...every, ...state }
    case 'dialling':
      return { ...every, ...state, earlyMedia: call.heard }
    case 'connected': {
      const held = state.hold !== 'none' || state.heldByRemote
      return { ...every, ...state, silent: call.silent && !held }
    }
    case 'over':
      return null
  }
}

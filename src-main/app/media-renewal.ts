import type { CallState } from '@contract/telephony/call-state'
import type { CallMediaSession } from '../media/media-host'
import type { SipCall } from '../sip/ports'

/**
 * Sends the re-INVITE that the media of a call asks for, and hangs up when it is refused or the media has failed.
 *
 * @returns what to tell of a state: when nobody hung up but the media was lost, it was the network
 */
export function keepMediaAlive(
  call: Pick<SipCall, 'held' | 'setHeld' | 'hangUp'>,
  media: Pick<CallMediaSession, 'onOfferNeeded' | 'onFailed'>
): (state: CallState) => CallState {
  let isLost = false
  const giveUp = () => {
    isLost = true
    call.hangUp()
  }
  media.onFailed(giveUp)
  media.onOfferNeeded(() => {
    // Neither holds nor resumes: the offer is what counts.
    call.setHeld(call.held.local).then(({ statusCode }) => {
      if (statusCode >= 300) giveUp()
    }, giveUp)
  })
  return (state) =>
    isLost && state.kind === 'terminated' && state.end.by === 'local'
      ? { kind: 'terminated', end: { by: 'network' } }
      : state
}

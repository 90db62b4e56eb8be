import type { CallState } from '@contract/telephony/call-state'
import type { CallMediaSession } from '../media/media-host'
import type { SipCall } from '../sip/ports'

/**
 * Sends the re-INVITE that the media of a call asks for, as soon as there is a dialog for it, and hangs up when it is
 * refused or the media has failed.
 *
 * @returns what to tell of a state: when nobody hung up but the media was lost, it was the network
 */
export function keepMediaAlive(
  call: Pick<SipCall, 'state' | 'onState' | 'held' | 'setHeld' | 'hangUp'>,
  media: Pick<CallMediaSession, 'onOfferNeeded' | 'onFailed'>
): (state: CallState) => CallState {
  let isLost = false
  const giveUp = () => {
    isLost = true
    call.hangUp()
  }
  const renew = () => {
    // Neither holds nor resumes: the offer is what counts.
    call.setHeld(call.held.local).then(({ statusCode }) => {
      if (statusCode >= 300) giveUp()
    }, giveUp)
  }
  let stopWaiting = () => {}
  media.onFailed(giveUp)
  media.onOfferNeeded(() => {
    stopWaiting()
    if (call.state.kind === 'confirmed') renew()
    else {
      stopWaiting = call.onState(({ kind }) => {
        if (kind !== 'confirmed') return
        stopWaiting()
        renew()
      })
    }
  })
  return (state) =>
    isLost && state.kind === 'terminated' && state.end.by === 'local'
      ? { kind: 'terminated', end: { by: 'network' } }
      : state
}

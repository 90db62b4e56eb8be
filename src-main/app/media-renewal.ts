import type { CallState } from '@contract/telephony/call-state'
import type { CallMediaSession, OfferNeed } from '../media/media-host'
import type { SipCall, SipResponse } from '../sip/ports'

/**
 * Makes the offer that the media of a call asks for, as soon as there is a dialog for it, and hangs up when it is refused or
 * the media has failed.
 *
 * @param beginAnew - for media that needs a session from the beginning; null when the call is left to its end
 * @returns what to tell of a state: when nobody hung up but the media was lost, it was the network
 */
export function keepMediaAlive(
  call: Pick<SipCall, 'state' | 'onState' | 'held' | 'setHeld' | 'hangUp'>,
  media: Pick<CallMediaSession, 'onOfferNeeded' | 'onFailed'>,
  beginAnew: () => Promise<SipResponse> | null
): (state: CallState) => CallState {
  let isLost = false
  const giveUp = () => {
    isLost = true
    call.hangUp()
  }
  let latest: object | undefined
  const offer = (need: Exclude<OfferNeed, 'later'>) => {
    // Neither holds nor resumes: the offer is what counts.
    const offering = need === 'new-session' ? beginAnew() : call.setHeld(call.held.local)
    if (!offering) return
    latest = offering
    const refused = () => {
      // What was lost again meanwhile has an offer of its own.
      if (offering === latest) giveUp()
    }
    offering.then(({ statusCode }) => {
      if (statusCode >= 300) refused()
    }, refused)
  }
  let stopWaiting = () => {}
  media.onFailed(giveUp)
  media.onOfferNeeded((need) => {
    stopWaiting()
    if (need === 'later') latest = undefined
    else if (call.state.kind === 'confirmed') offer(need)
    else {
      stopWaiting = call.onState(({ kind }) => {
        if (kind !== 'confirmed') return
        stopWaiting()
        offer(need)
      })
    }
  })
  return (state) =>
    isLost && state.kind === 'terminated' && state.end.by === 'local'
      ? { kind: 'terminated', end: { by: 'network' } }
      : state
}

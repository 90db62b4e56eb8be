import { ReasonedError } from '@contract/errors/reasoned-error'
import type { CallState } from '@contract/telephony/call-state'
import type { CallMedia } from '../sip/ports'

/** Media that remembers why it could not be agreed on: SIP itself only sees that the call came to nothing. */
export interface RefusedMedia {
  /** what SIP is given in place of the media */
  readonly media: CallMedia
  /** what to tell of a state: an end that the media caused says so */
  tells(state: CallState): CallState
}

export function rememberRefusal(media: CallMedia): RefusedMedia {
  let reason: string | null = null
  const noting = <Value>(agreed: Promise<Value>): Promise<Value> => {
    agreed.catch((error: unknown) => {
      const known: ReasonedError | null = error instanceof ReasonedError ? error : null
      reason = known?.kind === 'media' ? known.reason : 'failed'
    })
    return agreed
  }
  return {
    media: {
      createOffer: () => noting(media.createOffer()),
      acceptAnswer: (sdp) => noting(media.acceptAnswer(sdp)),
      // A re-INVITE that cannot be used is refused, and the call goes on as it was.
      acceptOffer: (sdp) => media.acceptOffer(sdp),
      setHeld: (held) => media.setHeld(held),
      moveTo: (localAddress) => media.moveTo(localAddress),
      close: () => media.close()
    },
    tells: (state) =>
      reason !== null && state.kind === 'terminated' && state.end.by === 'network'
        ? { kind: 'terminated', end: { ...state.end, media: reason } }
        : state
  }
}

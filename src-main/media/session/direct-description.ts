import { isTelephoneEvent } from './codecs'
import { parseSdp } from './sdp'

/** What main has to know of the PBX's description of a call that the engine negotiates. */
export interface DirectDescription {
  /** telephone-events that the browser can time: those of the clock of the voice (RFC 4733 §2.1) */
  readonly telephoneEvents: boolean
  /** the PBX sends audio */
  readonly sends: boolean
}

/** @throws ReasonedError of kind `media` */
export function readDirect(sdp: string): DirectDescription {
  // RFC 5764 §8: the same profile, with DTLS below it.
  const { codecs, direction } = parseSdp(sdp.replace(/^(m=audio \d+) UDP\/TLS\//m, '$1 '))
  const voice = codecs.find((codec) => !isTelephoneEvent(codec))
  const events = codecs.filter(isTelephoneEvent)
  return {
    telephoneEvents: events.some(({ clockRate }) => clockRate === voice?.clockRate),
    sends: direction === 'sendrecv' || direction === 'sendonly'
  }
}

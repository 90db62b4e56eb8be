import { pcma, pcmu } from '../../../src-main/demo-pbx/audio/g711'
import { epochMs } from './clock'
import type { Recording } from './recording'
import { parseRtp } from './rtp-packet'
import { parseTelephoneEvent } from './telephone-event'

/**
 * Records a datagram that has just arrived: G.711 audio and RFC 4733 events; anything else is left out.
 *
 * @param eventPayloadTypes - what the descriptions call telephone-event
 */
export function recordRtp(
  recording: Recording,
  data: Buffer,
  eventPayloadTypes: readonly number[]
): void {
  const at = epochMs()
  const packet = parseRtp(data)
  if (!packet) return
  const { payloadType, ssrc, sequenceNumber, timestamp, marker, payload } = packet
  if (payloadType === 0 || payloadType === 8) {
    const samples = (payloadType === 8 ? pcma : pcmu).decode(payload)
    recording.addAudio({ at, ssrc, sequenceNumber, timestamp, samples })
  } else if (eventPayloadTypes.includes(payloadType)) {
    const event = parseTelephoneEvent(payload)
    if (event) recording.addEvent({ at, ssrc, sequenceNumber, timestamp, marker, ...event })
  }
}

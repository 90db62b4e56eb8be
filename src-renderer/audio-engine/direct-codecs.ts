import type { VoiceCodec } from '@contract/settings/voice-codecs'

/** Some PBXs take the first telephone-event that they see, whatever its clock: that of G.711 comes first. */
const eventClocks = [8_000, 48_000]

/**
 * The formats to offer a PBX, in order, out of what this browser has. Comfort noise and redundancy are left out: nothing in
 * a call centre's path wants them.
 */
export function directCodecs(
  wanted: readonly VoiceCodec[],
  available: readonly RTCRtpCodec[]
): RTCRtpCodec[] {
  const named = (name: string) => {
    const mimeType = `audio/${name}`.toLowerCase()
    return available.filter((codec) => codec.mimeType.toLowerCase() === mimeType)
  }
  const events = eventClocks.flatMap((clockRate) =>
    named('telephone-event').filter((codec) => codec.clockRate === clockRate)
  )
  return [...wanted.flatMap(named), ...events]
}

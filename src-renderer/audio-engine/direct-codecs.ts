/**
 * G.711 first, since nothing in a call centre's path has to transcode it, and because Chromium's telephone-events of opus'
 * clock are refused by many PBXs. Comfort noise and redundancy are left out.
 */
const preferred = ['pcma', 'pcmu', 'opus', 'g722', 'telephone-event']

/** The formats to offer a PBX, in order, out of what this browser has. */
export function directCodecs(available: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return preferred.flatMap((name) =>
    available.filter(({ mimeType }) => mimeType.toLowerCase() === `audio/${name}`)
  )
}

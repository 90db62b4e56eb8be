/**
 * G.711 first, since nothing in a call centre's path has to transcode it, and because Chromium's telephone-events of opus'
 * clock are refused by many PBXs. Some take the first telephone-event that they see, whatever its clock. Comfort noise and
 * redundancy are left out.
 */
const preferred = ['pcma', 'pcmu', 'opus', 'g722', 'telephone-event/8000', 'telephone-event/48000']

/** The formats to offer a PBX, in order, out of what this browser has. */
export function directCodecs(available: readonly RTCRtpCodec[]): RTCRtpCodec[] {
  return preferred.flatMap((format) => {
    const [name, clockRate] = format.split('/')
    return available.filter((codec) => {
      const sameClock = clockRate === undefined || codec.clockRate === Number(clockRate)
      return sameClock && codec.mimeType.toLowerCase() === `audio/${String(name)}`
    })
  })
}

import type { Codec } from '@contract/ipc/media-protocol'

/** What we offer the PBX: G.711 first, since nothing in a call centre's path has to transcode it. */
export const pbxCodecs: readonly Codec[] = [
  { payloadType: 8, name: 'PCMA', clockRate: 8000 },
  { payloadType: 0, name: 'PCMU', clockRate: 8000 },
  { payloadType: 111, name: 'opus', clockRate: 48000, channels: 2, fmtp: 'useinbandfec=1' },
  { payloadType: 101, name: 'telephone-event', clockRate: 8000, fmtp: '0-15' },
  { payloadType: 102, name: 'telephone-event', clockRate: 48000, fmtp: '0-15' }
]

/** The same formats towards the audio engine, with the payload types that Chromium gives them. */
export const engineCodecs: readonly Codec[] = [
  { payloadType: 8, name: 'PCMA', clockRate: 8000 },
  { payloadType: 0, name: 'PCMU', clockRate: 8000 },
  {
    payloadType: 111,
    name: 'opus',
    clockRate: 48000,
    channels: 2,
    fmtp: 'minptime=10;useinbandfec=1'
  },
  { payloadType: 126, name: 'telephone-event', clockRate: 8000, fmtp: '0-15' },
  { payloadType: 110, name: 'telephone-event', clockRate: 48000, fmtp: '0-15' }
]

/** Encoding names are compared without case (RFC 8866 §6.6, RFC 4855 §3). */
export function sameFormat(a: Codec, b: Codec): boolean {
  return a.name.toLowerCase() === b.name.toLowerCase() && a.clockRate === b.clockRate
}

export function isTelephoneEvent(codec: Codec): boolean {
  return codec.name.toLowerCase() === 'telephone-event'
}

/** The engine's payload type of a format of the PBX. */
export function engineCodecOf(codec: Codec): Codec | undefined {
  return engineCodecs.find((candidate) => sameFormat(candidate, codec))
}

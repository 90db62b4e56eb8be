import type { Codec } from '@contract/ipc/media-protocol'
import { defaultVoiceCodecs, type VoiceCodec } from '@contract/settings/voice-codecs'

/** Everything that a PBX can be offered. G.722 has the clock of a misprint for ever (RFC 3551 §4.5.2). */
export const pbxCodecs: readonly Codec[] = [
  { payloadType: 8, name: 'PCMA', clockRate: 8000 },
  { payloadType: 0, name: 'PCMU', clockRate: 8000 },
  { payloadType: 111, name: 'opus', clockRate: 48000, channels: 2, fmtp: 'useinbandfec=1' },
  { payloadType: 9, name: 'G722', clockRate: 8000 },
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
  { payloadType: 9, name: 'G722', clockRate: 8000 },
  { payloadType: 126, name: 'telephone-event', clockRate: 8000, fmtp: '0-15' },
  { payloadType: 110, name: 'telephone-event', clockRate: 48000, fmtp: '0-15' }
]

const telephoneClockRate = 8_000

/**
 * Comfort noise (RFC 3389): not offered, because Chromium would then send it in our place, and dropped when it comes
 * all the same, because the jitter buffer fills a pause better. It says that a pause is meant.
 */
export const comfortNoisePayloadType = 13

/**
 * What an account offers, in its order, with the telephone-events of the clocks in it (RFC 4733 §2.1), and always those of
 * 8000 Hz: many phones and PBXs know no others, whatever the voice is.
 */
export function offeredCodecs(order: readonly VoiceCodec[] = defaultVoiceCodecs): Codec[] {
  const voice = order.flatMap((name) => pbxCodecs.filter((codec) => codec.name === name))
  const clockRates = new Set([...voice.map(({ clockRate }) => clockRate), telephoneClockRate])
  const events = pbxCodecs.filter(isTelephoneEvent)
  return [...voice, ...events.filter(({ clockRate }) => clockRates.has(clockRate))]
}

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

import { z } from 'zod'
import { mediaPaths } from './media-path'

/** One direction of a call's audio, over the last seconds. */
export const streamQualitySchema = z.object({
  lossPercent: z.number(),
  /** interarrival jitter (RFC 3550 A.8) */
  jitterMs: z.number(),
  /** mean opinion score by the E-model (ITU-T G.107), 1 to 4.5 */
  mos: z.number()
})
export type StreamQuality = z.infer<typeof streamQualitySchema>

export const qualityRatings = ['good', 'fair', 'poor'] as const
export type QualityRating = (typeof qualityRatings)[number]

/** How the audio is encrypted: SRTP with keys in the SDP, or DTLS-SRTP. */
export const audioEncryptions = ['none', 'sdes', 'dtls'] as const

/** How well a call can be heard, as far as it was measured. */
export const callQualitySchema = z.object({
  codec: z.string(),
  encryption: z.enum(audioEncryptions),
  /** left out where there is no ICE, and until it is known */
  path: z.enum(mediaPaths).optional(),
  /** what arrives here; null until something did */
  received: streamQualitySchema.nullable(),
  /** what arrives at the PBX, as it reports; null when it does not */
  sent: streamQualitySchema.nullable(),
  /** between here and the PBX, by RTCP; null until it was measured */
  roundTripMs: z.number().nullable(),
  /** of the worse direction; null until there is one */
  rating: z.enum(qualityRatings).nullable()
})
export type CallQuality = z.infer<typeof callQualitySchema>

/** Why no audio arrives, as far as it shows: nothing ever came, it came and stopped, or the PBX holds the call. */
export const silenceCauses = ['never-came', 'stopped', 'held'] as const
export type SilenceCause = (typeof silenceCauses)[number]

import { z } from 'zod'
import { audioEncryptions, qualityRatings } from './call-quality'

/** One direction of a call's audio, over the whole call: means of what was measured every few seconds. */
export const streamStatisticsSchema = z.object({
  lossPercent: z.number(),
  jitterMs: z.number(),
  /** mean opinion score by the E-model (ITU-T G.107), 1 to 4.5 */
  mos: z.number(),
  /** of the worst few seconds */
  lowestMos: z.number()
})
export type StreamStatistics = z.infer<typeof streamStatisticsSchema>

/** How well a call could be heard, from its beginning to its end, as far as it was measured. */
export const callStatisticsSchema = z.object({
  /** the last one in use */
  codec: z.string(),
  encryption: z.enum(audioEncryptions),
  received: streamStatisticsSchema.nullable(),
  sent: streamStatisticsSchema.nullable(),
  roundTripMs: z.number().nullable(),
  /** what it was for most of the call */
  rating: z.enum(qualityRatings).nullable()
})
export type CallStatistics = z.infer<typeof callStatisticsSchema>

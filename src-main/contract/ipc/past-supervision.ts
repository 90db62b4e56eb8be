import { z } from 'zod'
import { failureSchema } from '../errors/reasons'
import { callStatisticsSchema } from '../telephony/call-statistics'
import { supervisionModes } from '../telephony/supervision-mode'
import {
  modeKnowledge,
  supervisionEndings,
  supervisionTargetSchema
} from '../telephony/supervision-state'

/** A mode of a past supervision, and how sure it was: what nothing confirmed stays `sent`. */
export const pastModeSchema = z.object({
  mode: z.enum(supervisionModes),
  /** epoch ms */
  since: z.number(),
  knowledge: z.enum(modeKnowledge)
})
export type PastMode = z.infer<typeof pastModeSchema>

/** A supervision that is over. */
export const pastSupervisionSchema = z.object({
  id: z.string(),
  customerName: z.string(),
  target: supervisionTargetSchema,
  /** the mode that was asked for first */
  asked: z.enum(supervisionModes),
  /** epoch ms of the joining */
  startedAt: z.number(),
  /** null when it was not answered */
  durationSeconds: z.number().nullable(),
  /** in order; empty when it was not answered */
  modes: z.array(pastModeSchema),
  by: z.enum(supervisionEndings),
  failure: failureSchema.nullable(),
  /** null when nothing was measured */
  statistics: callStatisticsSchema.nullable()
})
export type PastSupervision = z.infer<typeof pastSupervisionSchema>

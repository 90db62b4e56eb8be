import { z } from 'zod'
import { failureSchema } from '../errors/reasons'
import { hearings } from '../telephony/audibility'
import { microphonePolicies } from '../telephony/microphone-policy'
import { callStatisticsSchema } from '../telephony/call-statistics'
import { phoneHolds } from '../telephony/phone-call-state'
import { phoneOutcomes } from '../telephony/phone-outcome'

/** The other side of a call; `name` from the hunt groups or the PBX, null when neither knows one. */
export const phonePartySchema = z.object({ number: z.string(), name: z.string().nullable() })
export type PhoneParty = z.infer<typeof phonePartySchema>

const everyCall = {
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  direction: z.enum(['outgoing', 'incoming']),
  party: phonePartySchema,
  /** epoch ms of the INVITE */
  startedAt: z.number(),
  /** the call that waits for the outcome of this one: an attended transfer */
  consultFor: z.string().nullable(),
  microphone: z.enum(microphonePolicies),
  hears: z.enum(hearings)
}

/** One ordinary call as the windows show it. */
export const phoneCallViewSchema = z.discriminatedUnion('phase', [
  z.object({ ...everyCall, phase: z.literal('ringing') }),
  z.object({ ...everyCall, phase: z.literal('answering') }),
  z.object({
    ...everyCall,
    phase: z.literal('dialling'),
    rings: z.boolean(),
    /** the PBX sends what is to be heard meanwhile (183) */
    earlyMedia: z.boolean()
  }),
  z.object({
    ...everyCall,
    phase: z.literal('connected'),
    answeredAt: z.number(),
    muted: z.boolean(),
    hold: z.enum(phoneHolds),
    heldByRemote: z.boolean(),
    transferringTo: z.string().nullable(),
    /** true when no audio arrived for 5 s although nobody holds the call */
    silent: z.boolean(),
    failure: failureSchema.nullable()
  })
])
export type PhoneCallView = z.infer<typeof phoneCallViewSchema>

/** A call that is over. */
export const recentCallSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  direction: z.enum(['outgoing', 'incoming']),
  party: phonePartySchema,
  startedAt: z.number(),
  /** null when it was not connected */
  durationSeconds: z.number().nullable(),
  outcome: z.enum(phoneOutcomes),
  statusCode: z.number().nullable(),
  reasonPhrase: z.string().nullable(),
  /** what the PBX said of its own accord (RFC 3326), readable */
  pbxReason: z.string().nullable(),
  /** a missed call that nobody has looked at */
  unseen: z.boolean(),
  /** null when it was not connected, or nothing was measured; calls that an older version kept have none */
  statistics: callStatisticsSchema.nullable().default(null)
})
export type RecentCall = z.infer<typeof recentCallSchema>

/** The manager's own calls, beside supervision. */
export const phoneViewSchema = z.object({
  /** in the order in which they began */
  calls: z.array(phoneCallViewSchema),
  /** how the last call ended, until another one begins */
  over: recentCallSchema.nullable(),
  /** the latest first */
  recent: z.array(recentCallSchema)
})
export type PhoneView = z.infer<typeof phoneViewSchema>

import { z } from 'zod'

/** What one traced SIP message is about, as far as it can be read. */
export const messageSummarySchema = z.object({
  /** of a response, the method that it answers */
  method: z.string(),
  /** null for a request */
  statusCode: z.number().nullable(),
  reasonPhrase: z.string(),
  callId: z.string(),
  cseq: z.number(),
  /** user part, or else the host, of From and To */
  from: z.string(),
  to: z.string()
})
export type MessageSummary = z.infer<typeof messageSummarySchema>

/** A message of the SIP trace without its text, which is asked for by id. */
export const tracedMessageSchema = z.object({
  /** grows with time */
  id: z.number().int(),
  /** epoch ms */
  at: z.number(),
  direction: z.enum(['sent', 'received']),
  /** as it stands in a Via, e.g. `UDP` */
  protocol: z.string(),
  /** `host:port` */
  local: z.string(),
  remote: z.string(),
  customer: z.string(),
  /** as long as it was on the wire */
  bytes: z.number().int(),
  /** the very same message went before it: a retransmission */
  repeated: z.boolean(),
  /** null for what is no SIP message */
  summary: messageSummarySchema.nullable()
})
export type TracedMessage = z.infer<typeof tracedMessageSchema>

/** What is new in the trace since a revision. */
export const traceViewSchema = z.object({
  revision: z.number().int(),
  recording: z.boolean(),
  /** messages with a smaller id are gone */
  firstId: z.number().int(),
  /** how many fell out of the buffer because it was full */
  dropped: z.number().int(),
  /** newer than the revision that was asked with */
  messages: z.array(tracedMessageSchema)
})
export type TraceView = z.infer<typeof traceViewSchema>

/** `capture` is pcapng, for Wireshark. */
export const traceFormats = ['text', 'capture'] as const
export type TraceFormat = (typeof traceFormats)[number]

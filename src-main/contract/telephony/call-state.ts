import { z } from 'zod'

/**
 * Why a call is over. `remote`: BYE, or CANCEL while it rang here. `rejected`: the PBX refused our call, or we its media
 * (488). `network`: the PBX stopped answering or the media path was lost.
 */
export const callEndSchema = z.object({
  by: z.enum(['local', 'remote', 'rejected', 'network']),
  /** SIP status code of the final response, when the call was rejected, by either side */
  statusCode: z.number().optional(),
  reasonPhrase: z.string().optional(),
  /** the Reason header (RFC 3326) as sent, e.g. `Q.850;cause=21;text="Call Rejected"` */
  reason: z.string().optional(),
  /** why the media could not be agreed on: the reason of a ReasonedError of kind `media` */
  media: z.string().optional()
})
export type CallEnd = z.infer<typeof callEndSchema>

/**
 * One INVITE dialog as the product sees it (RFC 3261 §12, §13).
 *
 * ```
 *  outgoing:
 *  calling ──1xx──► early ──2xx──► confirmed ──BYE──► terminated
 *     └──────────2xx────────────────►┘                    ▲
 *     └──3xx..6xx, timeout, CANCEL────────────────────────┘
 *  incoming:
 *     early ──our 2xx──► confirmed ──BYE, no ACK──► terminated
 *       └──our 4xx..6xx, CANCEL────────────────────────┘
 * ```
 */
export type CallState =
  | { kind: 'calling' }
  | { kind: 'early' }
  | { kind: 'confirmed' }
  | { kind: 'terminated'; end: CallEnd }

import { z } from 'zod'

/**
 * Where the AOR's binding stands (RFC 3261 §10).
 *
 * ```
 *  unregistered ──start──► registering ──2xx──► registered ──refresh──► registered
 *       ▲                   │  ▲  │                 │
 *     stop                401/403/404 │ └─no answer, 5xx, transport error─► retrying ─(nextAttemptAt)─► registering
 *       │                   ▼                       │                          ▲
 *  any state             refused ──(nextAttemptAt or changed password)──► registering
 *                                                   └──────lost────────────────┘
 * ```
 * All times are epoch milliseconds.
 */
export const registrationStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unregistered') }),
  z.object({ kind: z.literal('registering') }),
  z.object({
    kind: z.literal('registered'),
    /** when the binding expires unless it is refreshed */
    expiresAt: z.number(),
    /** the transport and address that the binding goes through, e.g. "udp 192.0.2.1:5060" */
    through: z.string()
  }),
  z.object({
    kind: z.literal('retrying'),
    reason: z.enum([
      'unknown-host',
      'unreachable',
      /** TLS: the server's certificate is not trusted, expired or for another name */
      'certificate',
      /** TLS: the account's CA file cannot be read */
      'ca-file',
      /** WebSocket: something listens there, but it does not take SIP at this path */
      'no-websocket',
      'no-answer',
      'connection-lost',
      'server-error'
    ]),
    /** what was wrong with the certificate, the CA file or the WebSocket, in the words of the system */
    detail: z.string().optional(),
    statusCode: z.number().optional(),
    reasonPhrase: z.string().optional(),
    nextAttemptAt: z.number()
  }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(['wrong-password', 'forbidden', 'unknown-user', 'not-accepted']),
    statusCode: z.number(),
    reasonPhrase: z.string(),
    nextAttemptAt: z.number().nullable()
  })
])
export type RegistrationState = z.infer<typeof registrationStateSchema>

import { z } from 'zod'
import { failureSchema } from '../errors/reasons'

/**
 * The echo call of the sound settings: a real call through the whole media path, to an echo on this computer.
 *
 * ```
 *  idle, ended, failed ──start──► starting ──answered──► running ──► ended
 *                                     └─────────────────────┴──────► failed
 * ```
 */
export const echoCallViewSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('idle') }),
  z.object({ phase: z.literal('starting') }),
  z.object({ phase: z.literal('running'), answeredAt: z.number() }),
  z.object({
    phase: z.literal('ended'),
    /** `other-call`: a supervision or a call of the manager began. `time`: nobody is meant to forget it */
    by: z.enum(['manager', 'other-call', 'time'])
  }),
  z.object({ phase: z.literal('failed'), failure: failureSchema })
])
export type EchoCallView = z.infer<typeof echoCallViewSchema>

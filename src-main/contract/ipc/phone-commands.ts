import { z } from 'zod'
import { isDialString } from '../telephony/dtmf'

const nothing = z.null()
const ui = ['ui'] as const
const callId = z.string().max(64)
const call = z.object({ id: callId })
/** as it was typed or pasted; what it means is `dialableNumber`'s to say */
const number = z.string().max(256)

/** What a window can ask of the manager's own calls. `id` is the one of the call in the snapshot. */
export const phoneCommands = {
  'phone.dial': { input: z.object({ number }), output: nothing, callers: ui },
  /** Holds the call that is up. A supervision is ended for it only when that is asked for. */
  'phone.answer': {
    input: z.object({ id: callId, endSupervision: z.boolean() }),
    output: nothing,
    callers: ui
  },
  'phone.reject': { input: call, output: nothing, callers: ui },
  'phone.hangUp': { input: call, output: nothing, callers: ui },
  'phone.setMuted': {
    input: z.object({ id: callId, muted: z.boolean() }),
    output: nothing,
    callers: ui
  },
  /** Resuming a call holds the other one that is up. */
  'phone.setHeld': {
    input: z.object({ id: callId, held: z.boolean() }),
    output: nothing,
    callers: ui
  },
  'phone.sendDigits': {
    input: z.object({
      id: callId,
      digits: z.string().max(32).refine(isDialString, 'not-dialable')
    }),
    output: nothing,
    callers: ui
  },
  /** Blind transfer. */
  'phone.transfer': { input: z.object({ id: callId, number }), output: nothing, callers: ui },
  /** Holds the call and calls somebody first. */
  'phone.consult': { input: z.object({ id: callId, number }), output: nothing, callers: ui },
  /** Attended transfer: the other sides of two calls talk to each other, and the manager is out of both. */
  'phone.connectCalls': {
    input: z.object({ id: callId, otherId: callId }),
    output: nothing,
    callers: ui
  },
  /** The missed calls were looked at. */
  'phone.markSeen': { input: z.void(), output: nothing, callers: ui },
  'phone.clearRecent': { input: z.void(), output: nothing, callers: ui }
} as const

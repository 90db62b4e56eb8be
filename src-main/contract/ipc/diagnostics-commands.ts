import { z } from 'zod'
import { traceFormats, traceViewSchema } from './trace-view'

const nothing = z.null()
const ui = ['ui'] as const

/** The SIP trace is not part of the snapshot: it is large, and only the view that shows it asks for it. */
export const diagnosticsCommands = {
  'diagnostics.setSipTrace': { input: z.object({ on: z.boolean() }), output: nothing, callers: ui },
  /**
   * What is new since a revision; null asks for everything. When there is nothing new, the answer waits until there is.
   * One question waits at a time: the one before it is answered with nothing new.
   */
  'diagnostics.readTrace': {
    input: z.object({ since: z.number().int().nullable() }),
    output: traceViewSchema,
    callers: ui
  },
  /** The text of one message; null when it fell out of the buffer. */
  'diagnostics.readMessage': {
    input: z.object({ id: z.number().int() }),
    output: z.object({ text: z.string().nullable() }),
    callers: ui
  },
  'diagnostics.clearTrace': { input: z.void(), output: nothing, callers: ui },
  /** Asks the person where to; `saved` is false when they changed their mind. */
  'diagnostics.exportTrace': {
    input: z.object({ format: z.enum(traceFormats) }),
    output: z.object({ saved: z.boolean() }),
    callers: ui
  }
} as const

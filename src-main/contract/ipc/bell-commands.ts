import { z } from 'zod'

const nothing = z.null()
const ui = ['ui'] as const
const place = { customerId: z.string().max(64), extension: z.string().max(32) }

/** Being told of the next call of an extension. Bells are forgotten when the app quits. */
export const bellCommands = {
  'bells.set': { input: z.object({ ...place, on: z.boolean() }), output: nothing, callers: ui },
  'bells.setDesktopNotifications': {
    input: z.object({ on: z.boolean() }),
    output: nothing,
    callers: ui
  }
} as const

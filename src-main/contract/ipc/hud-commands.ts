import { z } from 'zod'
import { hudSettingsSchema } from '../settings/hud'

const nothing = z.null()

/** What concerns the small window that stays on top. */
export const hudCommands = {
  'hud.set': { input: hudSettingsSchema, output: nothing, callers: ['ui'] },
  /** How high what it shows is, in CSS pixels. It is not shown before it has said so for the first time. */
  'hud.fit': {
    input: z.object({ heightPx: z.number().int().min(40).max(600) }),
    output: nothing,
    callers: ['hud']
  },
  /** Brings the main window forward. */
  'window.show': { input: z.void(), output: nothing, callers: ['hud'] }
} as const

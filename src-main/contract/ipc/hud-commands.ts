import { z } from 'zod'
import { hudHeightRangePx, hudSettingsSchema } from '../settings/hud'

const nothing = z.null()

/** What concerns the small window that stays on top. */
export const hudCommands = {
  'hud.set': { input: hudSettingsSchema, output: nothing, callers: ['ui'] },
  /** How high what it shows is, in CSS pixels. It is not shown before it has said so for the first time. */
  'hud.fit': {
    input: z.object({
      heightPx: z.int().min(hudHeightRangePx.least).max(hudHeightRangePx.most)
    }),
    output: nothing,
    callers: ['hud']
  },
  /** It shows the supervision as of this revision of the snapshot, or a later one. */
  'hud.drawn': { input: z.object({ revision: z.int() }), output: nothing, callers: ['hud'] },
  /** Brings the main window forward. */
  'window.show': { input: z.void(), output: nothing, callers: ['hud'] }
} as const

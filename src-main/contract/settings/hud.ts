import { z } from 'zod'

/** When the small window is there, of a supervision: `background` while the main window is not in front. */
export const hudShownWhen = ['always', 'background', 'never'] as const

/** What the page may ask for, in CSS pixels. */
export const hudHeightRangePx = { least: 40, most: 600 } as const

export const hudSettingsSchema = z.object({
  shown: z.enum(hudShownWhen),
  /** not in what others see of this screen, where the system can do that (docs/adr/0028) */
  hiddenFromCapture: z.boolean()
})
export type HudSettings = z.infer<typeof hudSettingsSchema>

export const defaultHud: HudSettings = { shown: 'background', hiddenFromCapture: true }

import { z } from 'zod'
import { customerSchema } from './customer'
import { defaultDiagnostics, diagnosticsSettingsSchema } from './diagnostics'
import { defaultHud, hudSettingsSchema } from './hud'
import { defaultNotifications, notificationSettingsSchema } from './notifications'
import { defaultSound, soundSettingsSchema } from './sound'

/** Shape number of the settings file; each change gets a migration in src-main/customers/migrations.ts. */
export const settingsVersion = 3

export const colorSchemes = ['auto', 'light', 'dark'] as const

export const settingsSchema = z.object({
  version: z.literal(settingsVersion),
  appearance: z.object({ colorScheme: z.enum(colorSchemes) }),
  hud: hudSettingsSchema.default(defaultHud),
  sound: soundSettingsSchema,
  notifications: notificationSettingsSchema.default(defaultNotifications),
  diagnostics: diagnosticsSettingsSchema,
  /** the customer whose extensions are shown at start */
  activeCustomerId: z.string().nullable(),
  customers: z.array(customerSchema)
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  version: settingsVersion,
  appearance: { colorScheme: 'auto' },
  hud: defaultHud,
  sound: defaultSound,
  notifications: defaultNotifications,
  diagnostics: defaultDiagnostics,
  activeCustomerId: null,
  customers: []
}

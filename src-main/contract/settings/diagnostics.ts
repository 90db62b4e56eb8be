import { z } from 'zod'

export const diagnosticsSettingsSchema = z.object({
  /** keep the last SIP messages in memory, without credentials and keys, until the app quits */
  sipTrace: z.boolean()
})
export type DiagnosticsSettings = z.infer<typeof diagnosticsSettingsSchema>

export const defaultDiagnostics: DiagnosticsSettings = { sipTrace: false }

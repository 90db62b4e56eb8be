import { z } from 'zod'

export const notificationSettingsSchema = z.object({
  /** the system tells when an extension is on a call that was asked to be told of */
  callBells: z.boolean()
})
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>

export const defaultNotifications: NotificationSettings = { callBells: true }

import { z } from 'zod'
import { callBellSchema } from '../telephony/call-bell'

export const bellsViewSchema = z.object({
  /** those that wait; one that rang is a notice */
  waiting: z.array(callBellSchema),
  /** whether the system tells of them too; the window always does */
  desktopNotifications: z.boolean(),
  /** the extension that a person asked to see, by clicking what the system told; `at` is epoch ms */
  shown: z.object({ customerId: z.string(), extension: z.string(), at: z.number() }).nullable()
})
export type BellsView = z.infer<typeof bellsViewSchema>

import { z } from 'zod'

export const deviceKinds = ['microphone', 'speaker'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/**
 * A device that a person chose. Chromium salts `id` and `group` with what it keeps beside the settings: when that is
 * lost, or the settings are moved, the label is what is left. Until then they tell two devices of one label apart.
 */
export const rememberedDeviceSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** the same for the parts of one thing, e.g. the microphone and the speaker of a headset */
  group: z.string()
})
export type RememberedDevice = z.infer<typeof rememberedDeviceSchema>

/** What Chromium does to the captured voice; names of W3C Media Capture and Streams §4.3.8. */
export const voiceProcessingSchema = z.object({
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGainControl: z.boolean()
})
export type VoiceProcessing = z.infer<typeof voiceProcessingSchema>

export const volumePercentSchema = z.int().min(0).max(100)

export const soundSettingsSchema = z.object({
  /** null follows the system's default */
  microphone: rememberedDeviceSchema.nullable(),
  speaker: rememberedDeviceSchema.nullable(),
  volumePercent: volumePercentSchema,
  processing: voiceProcessingSchema
})
export type SoundSettings = z.infer<typeof soundSettingsSchema>

export const defaultSound: SoundSettings = {
  microphone: null,
  speaker: null,
  volumePercent: 100,
  processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
}

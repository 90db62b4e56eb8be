import { z } from 'zod'

export const deviceKinds = ['microphone', 'speaker'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** What a device can be chosen for. The ringer is a speaker of its own, so that a headset on the desk is not all. */
export const deviceRoles = ['microphone', 'speaker', 'ringer'] as const
export type DeviceRole = (typeof deviceRoles)[number]

export function kindOf(role: DeviceRole): DeviceKind {
  return role === 'microphone' ? 'microphone' : 'speaker'
}

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

/** What is done for whoever listens; neither is heard by anybody else. */
export const listeningSchema = z.object({
  /** quiet and uneven calls are made louder, loud ones are kept from clipping */
  evenLoudness: z.boolean(),
  /** a soft sound when the mode changes */
  modeCue: z.boolean()
})
export type Listening = z.infer<typeof listeningSchema>

const defaultListening: Listening = { evenLoudness: false, modeCue: true }

export const volumePercentSchema = z.int().min(0).max(100)

export const microphoneGainRangeDb = { least: -12, most: 12 } as const

/** By how much the captured voice is made louder, behind everything that Chromium does to it. 0 leaves it as it is. */
export const microphoneGainDbSchema = z
  .int()
  .min(microphoneGainRangeDb.least)
  .max(microphoneGainRangeDb.most)

export const soundSettingsSchema = z.object({
  /** null follows the system's default */
  microphone: rememberedDeviceSchema.nullable(),
  speaker: rememberedDeviceSchema.nullable(),
  /** null rings where calls are heard */
  ringer: rememberedDeviceSchema.nullable().default(null),
  /** of speakers without a volume of their own */
  volumePercent: volumePercentSchema,
  /** by the label of the speaker, which outlives its id */
  volumes: z.record(z.string(), volumePercentSchema).default({}),
  /** of microphones without a gain of their own */
  microphoneGainDb: microphoneGainDbSchema.default(0),
  /** by the label of the microphone */
  microphoneGainsDb: z.record(z.string(), microphoneGainDbSchema).default({}),
  listening: listeningSchema.default(defaultListening),
  processing: voiceProcessingSchema
})
export type SoundSettings = z.infer<typeof soundSettingsSchema>

export const defaultSound: SoundSettings = {
  microphone: null,
  speaker: null,
  ringer: null,
  volumePercent: 100,
  volumes: {},
  microphoneGainDb: 0,
  microphoneGainsDb: {},
  listening: defaultListening,
  processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
}

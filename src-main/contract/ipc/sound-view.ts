import { z } from 'zod'
import {
  deviceKinds,
  listeningSchema,
  microphoneGainDbSchema,
  volumePercentSchema,
  voiceProcessingSchema
} from '../settings/sound'

/** A microphone or speaker that is connected now. */
export const soundDeviceSchema = z.object({
  /** `default` stands for the system's own choice where the system does not say which device that is */
  id: z.string(),
  kind: z.enum(deviceKinds),
  label: z.string(),
  isDefault: z.boolean()
})
export type SoundDevice = z.infer<typeof soundDeviceSchema>

/** What is tried out in the settings. The microphone is captured in `recording` alone. */
export const soundTests = ['recording', 'playing', 'tone', 'ringing'] as const
export type SoundTest = (typeof soundTests)[number]

/** The device a person chose; null follows the system's default. */
const chosenDevice = z
  .object({ id: z.string(), label: z.string(), isConnected: z.boolean() })
  .nullable()

/** The sound devices as the windows show them. */
export const soundViewSchema = z.object({
  /** null until the audio engine has said what is connected */
  devices: z.array(soundDeviceSchema).nullable(),
  chosen: z.object({ microphone: chosenDevice, speaker: chosenDevice, ringer: chosenDevice }),
  /** ids of what is, or would be, used now; null when there is none */
  inUse: z.object({
    microphone: z.string().nullable(),
    speaker: z.string().nullable(),
    ringer: z.string().nullable()
  }),
  /** of the speaker in use */
  volumePercent: volumePercentSchema,
  /** of the microphone in use */
  microphoneGainDb: microphoneGainDbSchema,
  listening: listeningSchema,
  processing: voiceProcessingSchema,
  test: z.enum(soundTests).nullable()
})
export type SoundView = z.infer<typeof soundViewSchema>

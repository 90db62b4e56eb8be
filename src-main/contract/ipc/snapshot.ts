import { z } from 'zod'
import { failureSchema } from '../errors/reasons'
import { customerSchema } from '../settings/customer'
import { hotkeyActions } from '../settings/hotkeys'
import { hudSettingsSchema } from '../settings/hud'
import { colorSchemes } from '../settings/settings'
import { hearings } from '../telephony/audibility'
import { extensionStatuses, remotePartySchema } from '../telephony/dialog-info'
import { microphonePolicies } from '../telephony/microphone-policy'
import { registrationStateSchema } from '../telephony/registration-state'
import { callQualitySchema, silenceCauses } from '../telephony/call-quality'
import { supervisionModes } from '../telephony/supervision-mode'
import {
  modeChangeStages,
  modeKnowledge,
  supervisionEndings,
  supervisionTargetSchema
} from '../telephony/supervision-state'
import { pastSupervisionSchema, type PastSupervision } from './past-supervision'
import { bellsViewSchema } from './bells-view'
import { echoCallViewSchema } from './echo-call-view'
import { phoneViewSchema } from './phone-view'
import { soundViewSchema } from './sound-view'

const mode = z.enum(supervisionModes)
const hearing = z.enum(hearings)
const target = supervisionTargetSchema

/** A monitored extension as the list shows it. Keyed by hunt group and extension: one agent may be in several groups. */
export const monitoredExtensionSchema = z.object({
  extension: z.string(),
  name: z.string(),
  huntGroup: z.string(),
  /** "Supervision allowed" as the profile says; the PBX has the last word */
  supervisionAllowed: z.boolean(),
  status: z.enum(extensionStatuses),
  /** epoch ms since when it has this status, as far as we saw; null when unknown */
  since: z.number().nullable(),
  /** it had this status before it could be seen: it lasts longer than since `since` */
  beganUnseen: z.boolean().optional(),
  remote: remotePartySchema.nullable(),
  /** true until the status was confirmed after a lost registration or subscription */
  stale: z.boolean()
})
export type MonitoredExtension = z.infer<typeof monitoredExtensionSchema>

export const supervisionViewSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('idle'),
    last: z
      .object({
        target,
        mode,
        by: z.enum(supervisionEndings),
        failure: failureSchema.nullable(),
        quality: callQualitySchema.nullable()
      })
      .nullable()
  }),
  z.object({ phase: z.literal('joining'), target, mode }),
  z.object({
    phase: z.literal('supervising'),
    target,
    answeredAt: z.number(),
    mode,
    modeSince: z.number(),
    knowledge: z.enum(modeKnowledge),
    change: z.object({ to: mode, stage: z.enum(modeChangeStages) }).nullable(),
    microphone: z.enum(microphonePolicies),
    muted: z.boolean(),
    whoHears: z.object({ agent: hearing, client: hearing }),
    /** the modes that can be reached in this call */
    canSwitch: z.boolean(),
    /** why no audio has arrived from the PBX for 5 s; null while it does */
    silence: z.enum(silenceCauses).nullable(),
    /** null until it was measured */
    quality: callQualitySchema.nullable(),
    failure: failureSchema.nullable()
  })
])
export type SupervisionView = z.infer<typeof supervisionViewSchema>

/** `failed`: the system refused it, usually because another program owns the key. */
export const hotkeyViewSchema = z.object({
  action: z.enum(hotkeyActions),
  accelerator: z.string(),
  state: z.enum(['inactive', 'registered', 'failed'])
})
export type HotkeyView = z.infer<typeof hotkeyViewSchema>

/** What each simulated party really hears of the manager, measured by the demo PBX in dBFS (-99 is silence). */
export const trainingViewSchema = z.object({
  extension: z.string(),
  agentName: z.string(),
  agentDbfs: z.number(),
  clientDbfs: z.number()
})
export type TrainingView = z.infer<typeof trainingViewSchema>

/** Something that went wrong beside any command: shown until it is dismissed or its cause is gone. */
export const noticeSchema = z.object({
  id: z.string(),
  failure: failureSchema,
  severity: z.enum(['info', 'warning', 'error'])
})
export type Notice = z.infer<typeof noticeSchema>

/** A customer without secrets, as the windows see it. Each connected customer has a registration of its own. */
export const customerViewSchema = customerSchema.extend({
  hasPassword: z.boolean(),
  hasTurnPassword: z.boolean(),
  registration: registrationStateSchema
})
export type CustomerView = z.infer<typeof customerViewSchema>

/** SUBSCRIBEs leave one after the other: how many of the shown customer's extensions have been asked for. */
export const subscribingSchema = z.object({ done: z.number().int(), total: z.number().int() })
export type Subscribing = z.infer<typeof subscribingSchema>

/** Each slice is replaced as a whole when it changes; `extensions` alone can also be patched row by row. */
export const slicesSchema = z.object({
  app: z.object({
    version: z.string(),
    platform: z.enum(['darwin', 'win32', 'linux']),
    demo: z.boolean()
  }),
  appearance: z.object({ colorScheme: z.enum(colorSchemes) }),
  hud: hudSettingsSchema,
  customers: z.object({
    list: z.array(customerViewSchema),
    /** the customer that is shown: `registration`, `subscribing` and `extensions` are its */
    activeId: z.string().nullable(),
    /** the customer whose call is supervised, or was last; it need not be the shown one */
    supervisedId: z.string().nullable()
  }),
  registration: registrationStateSchema,
  /** null when everything is asked for, and for the first two seconds */
  subscribing: subscribingSchema.nullable(),
  extensions: z.array(monitoredExtensionSchema),
  supervision: supervisionViewSchema,
  /** the supervisions that are over, the latest first */
  history: z.array(pastSupervisionSchema),
  phone: phoneViewSchema,
  hotkeys: z.array(hotkeyViewSchema),
  bells: bellsViewSchema,
  sound: soundViewSchema,
  echoCall: echoCallViewSchema,
  training: trainingViewSchema.nullable(),
  notices: z.array(noticeSchema)
})
export type Slices = z.infer<typeof slicesSchema>
export type SliceName = keyof Slices

/** Everything a window knows. It never computes call state: it renders this and sends intents. */
export const snapshotSchema = z.object({ revision: z.number().int(), slices: slicesSchema })
export type Snapshot = z.infer<typeof snapshotSchema>

/**
 * One ordered change. A window whose revision is not `revision - 1` has missed one and fetches the snapshot anew.
 * `extensions` lists the changed rows only; rows are added and removed by replacing the slice. `history` is one supervision
 * more (`withPast`): the list grows for weeks.
 */
export type SnapshotChange =
  | {
      [Name in SliceName]: { revision: number; kind: 'slice'; slice: Name; value: Slices[Name] }
    }[SliceName]
  | { revision: number; kind: 'extensions'; rows: readonly MonitoredExtension[] }
  | { revision: number; kind: 'history'; over: PastSupervision }

/** Sound levels for the meters, about ten a second, outside the snapshot. dBFS, -99 is silence. */
export const levelsSchema = z.object({ microphoneDbfs: z.number(), receivedDbfs: z.number() })
export type Levels = z.infer<typeof levelsSchema>

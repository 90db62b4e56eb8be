import { z } from 'zod'
import { accountSecretsSchema } from '../settings/account-secrets'
import { accountSchema, customerSchema } from '../settings/customer'
import { colorSchemes } from '../settings/settings'
import { hotkeysSchema } from '../settings/hotkeys'
import { iceServerKinds } from '../settings/ice-server-kind'
import {
  deviceRoles,
  listeningSchema,
  microphoneGainDbSchema,
  voiceProcessingSchema,
  volumePercentSchema
} from '../settings/sound'
import { supervisionModes } from '../telephony/supervision-mode'
import { bellCommands } from './bell-commands'
import { phoneCommands } from './phone-commands'
import { diagnosticsCommands } from './diagnostics-commands'
import { hudCommands } from './hud-commands'
import { snapshotSchema } from './snapshot'
import { systemSettings } from './system-setting'
import type { CommandName } from './command-names'

/** The windows that may speak to main, by the kind of preload they were given. */
export type WindowKind = 'ui' | 'hud'

export interface CommandSpec {
  readonly input: z.ZodType
  /** what a success carries */
  readonly output: z.ZodType
  readonly callers: readonly WindowKind[]
}

const nothing = z.null()
const mode = z.enum(supervisionModes)
const both = ['ui', 'hud'] as const
const ui = ['ui'] as const

/** A customer as the form sends it; a password only when it was typed anew. */
const customerInput = customerSchema.extend(accountSecretsSchema.shape)

/**
 * Everything a window can ask of main. The gate checks window, frame, origin, caller and input of each, in that order,
 * and answers a `Result`.
 */
export const commands = {
  'snapshot.get': { input: z.void(), output: snapshotSchema, callers: both },
  'supervision.join': {
    input: z.object({ extension: z.string().max(32), mode }),
    output: nothing,
    callers: ui
  },
  'supervision.changeMode': { input: z.object({ mode }), output: nothing, callers: both },
  'supervision.sendAgain': { input: z.void(), output: nothing, callers: ui },
  'supervision.setMuted': {
    input: z.object({ muted: z.boolean() }),
    output: nothing,
    callers: both
  },
  'supervision.hangUp': { input: z.void(), output: nothing, callers: both },
  ...phoneCommands,
  'history.clear': { input: z.void(), output: nothing, callers: ui },
  'demo.start': { input: z.void(), output: nothing, callers: ui },
  'demo.stop': { input: z.void(), output: nothing, callers: ui },
  /** Somebody of the demo calls the manager. */
  'demo.callMe': { input: z.void(), output: nothing, callers: ui },
  'customers.save': { input: customerInput, output: nothing, callers: ui },
  'customers.remove': { input: z.object({ id: z.string() }), output: nothing, callers: ui },
  'customers.activate': {
    input: z.object({ id: z.string().nullable() }),
    output: nothing,
    callers: ui
  },
  /** Whether the PBX of a customer is connected all the time. */
  'customers.setConnected': {
    input: z.object({ id: z.string(), connected: z.boolean() }),
    output: nothing,
    callers: ui
  },
  /** Registers once with what the form holds, without saving it, and says what the PBX answered. */
  'customers.tryAccount': {
    input: z.object({
      customerId: z.string(),
      account: accountSchema,
      password: z.string().max(256).optional()
    }),
    output: z.object({ through: z.string() }),
    callers: ui
  },
  /** Asks the STUN or TURN server that the form holds, as a call would. `tookMs`: until a call would have its address. */
  'customers.tryIceServer': {
    input: z.object({
      customerId: z.string(),
      account: accountSchema,
      kind: z.enum(iceServerKinds),
      turnPassword: accountSecretsSchema.shape.turnPassword
    }),
    output: z.object({ tookMs: z.number() }),
    callers: ui
  },
  'customers.saveHotkeys': {
    input: z.object({ id: z.string(), hotkeys: hotkeysSchema }),
    output: nothing,
    callers: ui
  },
  'registration.retry': { input: z.void(), output: nothing, callers: ui },
  'appearance.setColorScheme': {
    input: z.object({ colorScheme: z.enum(colorSchemes) }),
    output: nothing,
    callers: ui
  },
  ...hudCommands,
  /** A device of the snapshot by its id; null follows the system's default, and the ringer the speaker. */
  'sound.choose': {
    input: z.object({ role: z.enum(deviceRoles), id: z.string().max(1_024).nullable() }),
    output: nothing,
    callers: ui
  },
  'sound.setVolume': {
    input: z.object({ volumePercent: volumePercentSchema }),
    output: nothing,
    callers: ui
  },
  'sound.setMicrophoneGain': {
    input: z.object({ gainDb: microphoneGainDbSchema }),
    output: nothing,
    callers: ui
  },
  'sound.setListening': { input: listeningSchema, output: nothing, callers: ui },
  'sound.setProcessing': { input: voiceProcessingSchema, output: nothing, callers: ui },
  /** Records three seconds of the microphone, then plays them. Refused during a call. */
  'sound.testMicrophone': { input: z.void(), output: nothing, callers: ui },
  'sound.playTone': { input: z.void(), output: nothing, callers: ui },
  'sound.ringOnce': { input: z.void(), output: nothing, callers: ui },
  'sound.stopTest': { input: z.void(), output: nothing, callers: ui },
  /** A real call to an echo on this computer. Refused during a call, and ended by one that begins. */
  'sound.startEchoCall': { input: z.void(), output: nothing, callers: ui },
  'sound.endEchoCall': { input: z.void(), output: nothing, callers: ui },
  /** A page of the system's settings, where it has one; macOS asks for the microphone first if it never did. */
  'system.openSetting': {
    input: z.object({ setting: z.enum(systemSettings) }),
    output: nothing,
    callers: ui
  },
  ...diagnosticsCommands,
  ...bellCommands,
  'notices.dismiss': { input: z.object({ id: z.string() }), output: nothing, callers: ui }
} as const satisfies Record<CommandName, CommandSpec>

export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>
export type CommandOutput<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>

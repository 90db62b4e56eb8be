import { failure, type Failure } from '@contract/errors/reasons'
import { customerSchema } from '@contract/settings/customer'
import {
  defaultSettings,
  settingsSchema,
  settingsVersion,
  type Settings
} from '@contract/settings/settings'
import { migrations } from './migrations'

/** What a settings file holds after all migrations. With a problem, the file has to be kept aside before a write. */
export interface ReadSettings {
  readonly settings: Settings
  readonly problem: Failure | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a settings document of any earlier version. What cannot be understood is left out and reported: a customer
 * with a mistake does not cost the others.
 */
export function readSettings(raw: unknown): ReadSettings {
  if (!isRecord(raw)) return { settings: defaultSettings, problem: failure('settings.file-broken') }
  if (Object.keys(raw).length === 0) return { settings: defaultSettings, problem: null }
  const version = typeof raw['version'] === 'number' ? raw['version'] : 0
  if (version > settingsVersion) {
    return { settings: defaultSettings, problem: failure('settings.file-newer', { version }) }
  }
  const migrated = migrations
    .filter(({ to }) => to > version)
    .reduce((document, { migrate }) => migrate(document), raw)
  const whole = settingsSchema.safeParse(migrated)
  if (whole.success) return { settings: whole.data, problem: null }
  return { settings: salvage(migrated), problem: failure('settings.file-broken') }
}

function salvage(raw: Readonly<Record<string, unknown>>): Settings {
  const { appearance, hud, sound, notifications, diagnostics, customers, activeCustomerId } =
    settingsSchema.shape
  const rows = Array.isArray(raw['customers']) ? raw['customers'] : []
  const readable = rows.flatMap((row: unknown) => {
    const customer = customerSchema.safeParse(row)
    return customer.success ? [customer.data] : []
  })
  const active = activeCustomerId.catch(null).parse(raw['activeCustomerId'])
  return {
    version: settingsVersion,
    appearance: appearance.catch(defaultSettings.appearance).parse(raw['appearance']),
    hud: hud.catch(defaultSettings.hud).parse(raw['hud']),
    sound: sound.catch(defaultSettings.sound).parse(raw['sound']),
    notifications: notifications.catch(defaultSettings.notifications).parse(raw['notifications']),
    diagnostics: diagnostics.catch(defaultSettings.diagnostics).parse(raw['diagnostics']),
    customers: customers.parse(readable),
    activeCustomerId: readable.some(({ id }) => id === active) ? active : null
  }
}

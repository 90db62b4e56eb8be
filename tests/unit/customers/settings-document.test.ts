import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customerSchema } from '@contract/settings/customer'
import { defaultSettings, settingsSchema, settingsVersion } from '@contract/settings/settings'
import { migrations } from '../../../src-main/customers/migrations'
import { readSettings } from '../../../src-main/customers/settings-document'

const acme = customerSchema.parse({
  id: 'acme',
  name: 'Acme',
  account: { user: 'adam', domain: 'pbx.example' }
})
const stored = { ...defaultSettings, customers: [acme], activeCustomerId: 'acme' }

const fixture = (version: number): unknown =>
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, `../../fixtures/settings/version-${String(version)}.json`),
      'utf8'
    )
  )

describe('a settings file', () => {
  it('that was written is read back as it was', () => {
    const text = JSON.stringify(stored)
    expect(readSettings(JSON.parse(text))).toEqual({ settings: stored, problem: null })
  })

  it('that is not there yet is no problem', () => {
    expect(readSettings({})).toEqual({ settings: defaultSettings, problem: null })
  })

  it.each([undefined, null, 7, 'text', []])('that holds %j is reported', (raw) => {
    expect(readSettings(raw).problem?.reason).toBe('settings.file-broken')
  })

  it('of a newer Coachline is reported and not read', () => {
    expect(readSettings({ ...stored, version: 99 })).toEqual({
      settings: defaultSettings,
      problem: { reason: 'settings.file-newer', context: { version: 99 } }
    })
  })

  it('without a version is brought to the present one', () => {
    const { version: _, ...unversioned } = stored
    expect(readSettings(unversioned)).toEqual({ settings: stored, problem: null })
  })

  it.each(migrations.slice(1).map(({ to }) => to - 1))(
    'as version %i wrote it loses nothing and gets what is new',
    (version) => {
      const { settings, problem } = readSettings(fixture(version))
      expect(problem).toBeNull()
      expect(settings).toMatchObject({ ...(fixture(version) as object), version: settingsVersion })
    }
  )

  it('of version 1 follows the devices of the system', () => {
    expect(readSettings(fixture(1)).settings.sound).toEqual(defaultSettings.sound)
  })

  it.each([1, 2])('of version %i stays connected to every customer', (version) => {
    expect(readSettings(fixture(version)).settings.customers.map((each) => each.connected)).toEqual(
      [true]
    )
  })

  it('with a mistake in the sound keeps everything else', () => {
    const { settings, problem } = readSettings({ ...stored, sound: { volumePercent: 101 } })
    expect(settings).toEqual(stored)
    expect(problem?.reason).toBe('settings.file-broken')
  })

  it('with one mistaken customer keeps the others', () => {
    const broken = { ...acme, id: 'broken', account: { user: 'x y', domain: '' } }
    const { settings, problem } = readSettings({ ...stored, customers: [broken, acme] })
    expect(settings.customers).toEqual([acme])
    expect(settings.activeCustomerId).toBe('acme')
    expect(problem?.reason).toBe('settings.file-broken')
  })

  it('can hold any JSON: what comes out is always valid', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            customers: fc.jsonValue(),
            version: fc.nat(settingsVersion),
            sound: fc.jsonValue(),
            appearance: fc.jsonValue(),
            activeCustomerId: fc.jsonValue()
          })
        ),
        (raw) => {
          expect(settingsSchema.safeParse(readSettings(raw).settings).success).toBe(true)
        }
      ),
      { numRuns: 2_000 }
    )
  })
})

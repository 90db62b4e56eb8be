import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '@contract/settings/settings'
import { replaceFile } from '../../../src-main/app/replace-file'
import { openSettingsFile } from '../../../src-main/customers/settings-file'

const dark: Settings = { ...defaultSettings, appearance: { colorScheme: 'dark' } }
const now = new Date('2026-01-02T03:04:05.678Z')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coachline-settings-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const open = (replace = replaceFile) => openSettingsFile(folder, now, replace)

describe('the settings on disk', () => {
  it('are there again after a restart', () => {
    open().file.save(dark)
    expect(open()).toMatchObject({ settings: dark, problem: null })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it('are kept aside when they cannot be read, also on a full disk', () => {
    const full = () => {
      throw new Error('ENOSPC')
    }
    writeFileSync(join(folder, 'settings.json'), '{"version":')
    const { settings, problem, file } = open(full)
    expect(settings).toEqual(defaultSettings)
    const aside = join(folder, 'settings.kept-2026-01-02T03-04-05-678Z.json')
    expect(problem).toMatchObject({ reason: 'settings.file-broken', context: { file: aside } })
    expect(readFileSync(aside, 'utf8')).toBe('{"version":')
    expect(() => {
      file.save(dark)
    }).toThrow('ENOSPC')
  })
})

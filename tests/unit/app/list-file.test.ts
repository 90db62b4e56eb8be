import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recentCallSchema } from '@contract/ipc/phone-view'
import { openListFile } from '../../../src-main/app/list-file'
import { stageRecents } from '../../support/stage/stage-phone'

const calls = stageRecents(1_700_000_000_000)

let folder: string
let warnings: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coachline-list-'))
  warnings = []
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const open = (at = folder) => {
  const quiet = () => undefined
  const warn = (message: string) => warnings.push(message)
  const log = { debug: quiet, info: quiet, warn, error: quiet }
  return openListFile({ folder: at, name: 'recent-calls', schema: recentCallSchema, log })
}
const file = () => join(folder, 'recent-calls.json')

describe('a list on disk', () => {
  it('is there again after a restart, for this user alone', () => {
    open().save(calls)
    expect(open().items).toEqual(calls)
    expect(readdirSync(folder)).toEqual(['recent-calls.json'])
    expect(warnings).toEqual([])
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it.each(['', '{', '{"version":1}', '{"version":2,"items":[]}', '[]'])(
    'is empty when the file is %j, which is kept',
    (text) => {
      writeFileSync(file(), text)
      expect(open().items).toEqual([])
      open().save([])
      expect(readFileSync(join(folder, 'recent-calls.kept.json'), 'utf8')).toBe(text)
      expect(warnings).toHaveLength(1)
    }
  )

  it('loses one entry for one that cannot be read', () => {
    const [first, ...others] = calls
    writeFileSync(file(), JSON.stringify({ version: 1, items: [{ ...first, id: 7 }, ...others] }))
    expect(open().items).toEqual(others)
    expect(readdirSync(folder)).toEqual(['recent-calls.json', 'recent-calls.kept.json'])
    expect(open().items).toEqual(others)
    expect(warnings).toHaveLength(1)
  })

  it('is no reason to fail when it cannot be saved', () => {
    open(join(folder, 'nowhere')).save([])
    expect(warnings).toHaveLength(1)
  })
})

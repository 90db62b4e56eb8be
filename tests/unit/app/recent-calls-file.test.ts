import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRecentCallsFile } from '../../../src-main/app/recent-calls-file'
import { stageRecents } from '../../support/stage/stage-phone'

let folder: string
let warnings: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coachline-recent-'))
  warnings = []
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const open = (at = folder) => {
  const quiet = () => undefined
  const warn = (message: string) => warnings.push(message)
  return openRecentCallsFile(at, { debug: quiet, info: quiet, warn, error: quiet })
}

describe('the recent calls on disk', () => {
  it('are there again after a restart, for this user alone', () => {
    const calls = stageRecents(1_700_000_000_000)
    open().save(calls)
    expect(open().calls).toEqual(calls)
    expect(readdirSync(folder)).toEqual(['recent-calls.json'])
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'recent-calls.json')).mode & 0o777).toBe(0o600)
    }
  })

  it.each(['', '{', '{"version":1}', '{"version":2,"calls":[]}', '[]'])(
    'count as none when the file is %j',
    (text) => {
      writeFileSync(join(folder, 'recent-calls.json'), text)
      expect(open().calls).toEqual([])
    }
  )

  it('are no reason to fail when they cannot be saved', () => {
    open(join(folder, 'nowhere')).save([])
    expect(warnings).toHaveLength(1)
  })
})

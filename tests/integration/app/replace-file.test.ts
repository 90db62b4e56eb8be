import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { numberOf, textOf } from '../../support/files/numbered-text'

const root = resolve(import.meta.dirname, '../../..')
const savesMain = join(root, 'tests/support/files/saves-main.ts')
const saves = ['--import', 'tsx', savesMain]

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coachline-file-'))
  path = join(folder, 'list.json')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Kills a process that saves, after so many saves, wherever it is in the next one. Until then the file is read all the
 * time: what a reader finds at a moment is what a kill would leave at it.
 */
async function killedAfter(
  count: number,
  first: number
): Promise<{ saved: number; reads: number }> {
  const child = spawn(process.execPath, [...saves, path, String(first)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let saved = -1
  let reads = 0
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    saved = Number(line)
    if (saved === first + count) child.kill('SIGKILL')
  })
  const killed = once(lines, 'close')
  while (child.exitCode === null && child.signalCode === null) {
    if (existsSync(path)) reads += Number(numberOf(readFileSync(path, 'utf8')) >= first)
    await nextTurn()
  }
  await killed
  return { saved, reads }
}

describe('a file that is replaced', () => {
  it('is the old one or the new one when the process is killed, again and again', async () => {
    let first = 0
    for (let round = 0; round < 6; round += 1) {
      const { saved, reads } = await killedAfter(100 + round, first)
      const found = numberOf(readFileSync(path, 'utf8'))
      // What was said to be saved is there, or one more that was not said yet.
      expect([saved, saved + 1]).toContain(found)
      expect(reads).toBeGreaterThan(10)
      first = found + 1
    }
    expect(readdirSync(folder).length).toBeLessThanOrEqual(2)
  }, 120_000)

  it.skipIf(process.platform === 'win32')(
    'is the old one when the disk is full before the new one is whole',
    async () => {
      // A limit of 64 kB for a file, and no signal: the system writes a part of it, as on a full disk, then refuses.
      const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`
      const run = async (first: number, length: number) => {
        const command = [...saves, path, String(first), '1', String(length)]
        const child = spawn('bash', ['-c', limited, process.execPath, ...command], {
          cwd: root,
          stdio: ['ignore', 'pipe', 'inherit']
        })
        let said = ''
        child.stdout.on('data', (data: Buffer) => (said += data.toString()))
        await once(child, 'close')
        return said.trim()
      }
      expect(await run(1, 20_000)).toBe('1')
      expect(await run(2, 200_000)).toBe('EFBIG')
      expect(readFileSync(path, 'utf8')).toBe(textOf(1, 20_000))
      expect(existsSync(`${path}.new`)).toBe(false)
    }
  )
})

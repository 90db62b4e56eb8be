import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { within } from '../../support/phone/clock'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { makeRunFolder } from '../chroot/run-folder'
import { freeSipPort } from '../free-port'
import { ProgramLog } from '../program-log'
import { sipPeersChroot } from '../sip-peers-chroot'

const endWithinMs = 30_000
/** a registration and the scenario itself */
const calls = 2

/** A sipp that plays the other side of one call, after it has let the caller register. */
export interface Sipp {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Waits until it is through. @returns what was not as the scenario expects it; empty when everything was */
  ended(): Promise<string>
  stop(): Promise<void>
}

/**
 * @param scenario - name of a file in scenarios/
 * @param flags - more of sipp's own
 * @throws LabUnavailable
 */
export async function startSipp(scenario: string, flags: readonly string[] = []): Promise<Sipp> {
  const chroot = await sipPeersChroot()
  const folder = makeRunFolder(chroot)
  const inside = join('/lab', basename(folder))
  writeFileSync(join(folder, 'scenario.xml'), rendered(scenario))
  const host = '127.0.0.1'
  const port = await freeSipPort()
  const log = new ProgramLog()
  const where = ['-i', host, '-p', String(port), '-t', 'u1']
  const until = ['-m', String(calls), '-timeout', `${endWithinMs / 1_000}s`, '-timeout_error']
  const errors = ['-trace_err', '-error_file', `${inside}/errors.log`]
  const sipp = spawnInChroot({
    chroot,
    command: [
      '/usr/bin/sipp',
      '-sf',
      `${inside}/scenario.xml`,
      ...where,
      ...until,
      ...errors,
      '-nostdin',
      ...flags
    ],
    family: 'itself',
    cwd: inside
  })
  const closed = once(sipp, 'close')
  log.follow(sipp)
  return {
    host,
    port,
    async ended() {
      await within(endWithinMs + 5_000, `the end of sipp with ${scenario}`, closed)
      return sipp.exitCode === 0 ? '' : complaint(folder, log)
    },
    async stop() {
      await killed(sipp)
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** The scenario with what stands between @ signs put in its place; a part may name other parts. */
function rendered(scenario: string): string {
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
  const parts = new Map(
    Array.from(
      read('parts.xml').matchAll(/<part name="([A-Z-]+)">\n([^]*?)\n<\/part>/g),
      ([, name = '', text = '']) => [name, text.trim()]
    )
  )
  const fill = (text: string): string =>
    text.replace(/@([A-Z-]+)@/g, (whole, name: string) => {
      const part = parts.get(name)
      return part === undefined ? whole : fill(part)
    })
  return fill(read(join('scenarios', `${scenario}.xml`)))
}

function complaint(folder: string, log: ProgramLog): string {
  try {
    return readFileSync(join(folder, 'errors.log'), 'utf8').trim().slice(0, 1_500)
  } catch {
    return log.tail(40)
  }
}

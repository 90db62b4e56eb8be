import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { CheckList } from '../check-list'
import { ensureNamespaces } from './namespaces'

/** What run.ts tells: one check each time, or a check with its time. */
export type ReportedCheck =
  | { readonly name: string; readonly ok: boolean; readonly seen: string }
  | { readonly name: string; readonly milliseconds: number }

/** Which faults; all of them where nothing is said. */
export const faults = ['silence', 'address-change'] as const
export type Fault = (typeof faults)[number]

/**
 * Networks that fail, as namespaces of the kernel: nothing of them is seen outside, and all of it goes with the process.
 *
 * @throws LabUnavailable where the machine forbids it
 */
export async function checkNetwork(
  checks: CheckList,
  wanted: readonly Fault[] = faults
): Promise<void> {
  await ensureNamespaces()
  const program = resolve(import.meta.dirname, 'run.ts')
  const child = spawn(
    'setpriv',
    ['--pdeathsig=KILL', 'unshare', '-n', process.execPath, '--import', 'tsx', program, ...wanted],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }
  )
  child.on('message', (message) => {
    const check = message as ReportedCheck
    if ('ok' in check) checks.check(check.name, check.ok, check.seen)
    else checks.took(check.name, check.milliseconds)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  checks.check('networks that fail: the whole part was run', code === 0, String(code))
}

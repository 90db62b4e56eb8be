import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { CheckList } from '../check-list'

/** What a program in a network of its own tells: one check each time, or a check with its time. */
export type ReportedCheck =
  | { readonly name: string; readonly ok: boolean; readonly seen: string }
  | { readonly name: string; readonly milliseconds: number }

/**
 * Runs a program of checks in a network namespace of its own; it reports with a `ReportedCheckList`.
 *
 * @returns its exit code
 */
export async function runInOwnNetwork(
  command: readonly string[],
  checks: CheckList
): Promise<number | null> {
  const child = spawn(
    'setpriv',
    ['--pdeathsig=KILL', 'unshare', '-n', process.execPath, '--import', 'tsx', ...command],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }
  )
  child.on('message', (message) => {
    const check = message as ReportedCheck
    if ('ok' in check) checks.check(check.name, check.ok, check.seen)
    else checks.took(check.name, check.milliseconds)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}

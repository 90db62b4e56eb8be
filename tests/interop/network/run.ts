import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startAsteriskLab } from '../asterisk/asterisk-lab'
import { CheckList } from '../check-list'
import { checkAddressChange } from './address-change'
import type { Fault, ReportedCheck } from './network-part'
import { checkSilence } from './silence'

const host = '10.77.0.1'

/** Runs in a network namespace of its own, where this process, the PBX and the other phones are the far end. */
class ReportedCheckList extends CheckList {
  override check(name: string, ok: boolean, seen = ''): boolean {
    return this.report({ name, ok, seen }, ok)
  }

  override took(name: string, milliseconds: number): void {
    this.report({ name, milliseconds })
  }

  private report(check: ReportedCheck, ok = true): boolean {
    process.send?.(check)
    return ok
  }
}

const ip = (...args: readonly string[]) => promisify(execFile)('ip', args)
await ip('link', 'set', 'lo', 'up')
await ip('addr', 'add', `${host}/32`, 'dev', 'lo')
const checks = new ReportedCheckList()
const lab = await startAsteriskLab(host)
try {
  const wanted = new Set(process.argv.slice(2))
  await Promise.all([
    wanted.has('silence' satisfies Fault) ? checkSilence(lab, checks) : undefined,
    wanted.has('address-change' satisfies Fault) ? checkAddressChange(lab, checks) : undefined
  ])
} finally {
  await lab.stop()
  process.disconnect()
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startAsteriskLab } from '../asterisk/asterisk-lab'
import { checkAddressChange } from './address-change'
import type { Fault } from './network-part'
import { ReportedCheckList } from './reported-check-list'
import { checkSilence } from './silence'

const host = '10.77.0.1'

// Runs in a network namespace of its own, where this process, the PBX and the other phones are the far end.
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

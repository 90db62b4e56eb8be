import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A folder of this run alone in the chroot's /lab, so that two runs can go side by side. @returns its path outside */
export function makeRunFolder(chroot: string): string {
  const lab = join(chroot, 'lab')
  mkdirSync(lab, { recursive: true })
  removeDeadRuns(lab)
  return mkdtempSync(join(lab, `run-${process.pid}-`))
}

/** A run that was killed could not remove its folder. */
function removeDeadRuns(lab: string): void {
  for (const name of readdirSync(lab)) {
    const [, pid] = /^run-(\d+)-/.exec(name) ?? []
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    rmSync(join(lab, name), { recursive: true, force: true })
  }
}

import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync
} from 'node:fs'
import { join } from 'node:path'
import { LabUnavailable } from './asterisk-chroot'

/** A folder of this run alone, so that two labs can run side by side. */
export function makeRunFolder(chroot: string): string {
  mkdirSync(join(chroot, 'lab'), { recursive: true })
  removeDeadRuns(join(chroot, 'lab'))
  const folder = mkdtempSync(join(chroot, 'lab/run-'))
  const { uid, gid } = asteriskUser(chroot)
  chownSync(folder, uid, gid)
  for (const name of ['etc', 'db', 'spool', 'run', 'log', 'cache']) {
    mkdirSync(join(folder, name))
    chownSync(join(folder, name), uid, gid)
  }
  return folder
}

function asteriskUser(chroot: string): { uid: number; gid: number } {
  const passwd = readFileSync(join(chroot, 'etc/passwd'), 'utf8')
  const [, uid, gid] = /^asterisk:[^:]*:(\d+):(\d+):/m.exec(passwd) ?? []
  if (uid === undefined) throw new LabUnavailable(`has no user asterisk in ${chroot}`)
  return { uid: Number(uid), gid: Number(gid) }
}

/** A run that was killed could not remove its folder. One that has no pid yet may just be starting. */
function removeDeadRuns(lab: string): void {
  for (const name of readdirSync(lab)) {
    const pidFile = join(lab, name, 'run/asterisk.pid')
    if (!existsSync(pidFile)) continue
    const pid = readFileSync(pidFile, 'utf8').trim()
    if (!existsSync(`/proc/${pid}`)) rmSync(join(lab, name), { recursive: true, force: true })
  }
}

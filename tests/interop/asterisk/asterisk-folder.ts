import { chownSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabUnavailable } from '../chroot/debian-chroot'
import { makeRunFolder } from '../chroot/run-folder'
import { asteriskLabName } from './asterisk-chroot'

/** Everything that one Asterisk writes is in here; it belongs to the user that Asterisk runs as. */
export function makeAsteriskFolder(chroot: string): string {
  const folder = makeRunFolder(chroot)
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
  if (uid === undefined) {
    throw new LabUnavailable(asteriskLabName, `has no user asterisk in ${chroot}`)
  }
  return { uid: Number(uid), gid: Number(gid) }
}

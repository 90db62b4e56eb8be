import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { debianChroot, LabUnavailable } from '../chroot/debian-chroot'

export const asteriskLabName = 'asterisk'

/**
 * @returns the path of a chroot with Asterisk
 * @throws LabUnavailable when this machine cannot hold one
 */
export function asteriskChroot(): Promise<string> {
  return debianChroot({
    name: asteriskLabName,
    suites: process.env['ASTERISK_SUITES'] ?? 'sid bullseye',
    program: '/usr/sbin/asterisk',
    packages: ['asterisk', 'asterisk-modules']
  })
}

/** Where Asterisk's modules are inside the chroot: with the architecture in the path or without, by its release. */
export function modulesFolder(chroot: string): string {
  const candidates = ['', ...readdirSync(join(chroot, 'usr/lib'))].map((name) =>
    join('/usr/lib', name, 'asterisk/modules')
  )
  const found = candidates.find((path) => {
    try {
      return readdirSync(join(chroot, path)).includes('chan_pjsip.so')
    } catch {
      return false
    }
  })
  if (found === undefined) {
    throw new LabUnavailable(asteriskLabName, `has no Asterisk modules in ${chroot}`)
  }
  return found
}

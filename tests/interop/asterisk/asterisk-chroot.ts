import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Why the lab cannot run here, in words for the person who started it. */
export class LabUnavailable extends Error {
  constructor(why: string) {
    super(
      `the Asterisk lab ${why}. With a PBX of your own, run instead: npm run scenario -- --pbx FILE.json`
    )
    this.name = 'LabUnavailable'
  }
}

/** Outside the checkout, so that a clean checkout does not install Asterisk again. */
export function labFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return process.env['COACHLINE_ASTERISK'] ?? join(cache, 'coachline', 'asterisk')
}

/**
 * Installs Asterisk into a chroot unless it is there.
 *
 * @returns the chroot's path
 * @throws LabUnavailable when this machine cannot hold one
 */
export async function asteriskChroot(): Promise<string> {
  if (process.platform !== 'linux') throw new LabUnavailable('needs Linux (a chroot)')
  if (process.getuid?.() !== 0) {
    throw new LabUnavailable('needs root: it runs Asterisk in a chroot with a mount namespace')
  }
  const folder = labFolder()
  const setup = spawn(resolve(import.meta.dirname, 'setup.sh'), [folder], {
    stdio: ['ignore', 'ignore', 'inherit']
  })
  const [code] = (await once(setup, 'close')) as [number | null]
  if (code !== 0) {
    throw new LabUnavailable(`could not be set up (see ${join(folder, 'setup.log')})`)
  }
  return realpathSync(join(folder, 'current'))
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
  if (found === undefined) throw new LabUnavailable(`has no Asterisk modules in ${chroot}`)
  return found
}

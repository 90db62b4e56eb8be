import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Why a part of the lab cannot run here, in words for the person who started it. */
export class LabUnavailable extends Error {
  constructor(lab: string, why: string) {
    super(
      `the lab ${lab} ${why}. With a PBX of your own, run instead: npm run scenario -- --pbx FILE.json`
    )
    this.name = 'LabUnavailable'
  }
}

/** Debian packages that are installed beside the system, so that nothing of them starts or changes there. */
export interface ChrootPlan {
  readonly name: string
  /** Debian suites to try, the first that works */
  readonly suites: string
  /** path in the chroot that is there when the packages are */
  readonly program: string
  readonly packages: readonly string[]
}

/**
 * Installs the packages into a chroot unless they are there. It lies outside the checkout, so that a clean checkout
 * does not install them again.
 *
 * @returns the chroot's path
 * @throws LabUnavailable when this machine cannot hold one
 */
export async function debianChroot(plan: ChrootPlan): Promise<string> {
  const { name, suites, program, packages } = plan
  if (process.platform !== 'linux') throw new LabUnavailable(name, 'needs Linux (a chroot)')
  if (process.getuid?.() !== 0) {
    throw new LabUnavailable(
      name,
      'needs root for a chroot with a mount namespace (sudo npm run test:interop)'
    )
  }
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const folder = join(cache, 'coachline', name)
  const setup = spawn(
    resolve(import.meta.dirname, 'make-chroot.sh'),
    [folder, suites, program, ...packages],
    { stdio: ['ignore', 'ignore', 'inherit'] }
  )
  const [code] = (await once(setup, 'close')) as [number | null]
  if (code !== 0) {
    throw new LabUnavailable(name, `could not be set up (see ${join(folder, 'setup.log')})`)
  }
  return realpathSync(join(folder, 'current'))
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { LabUnavailable } from '../chroot/debian-chroot'

const run = promisify(execFile)
const apt = 'apt-get -o DPkg::Lock::Timeout=300 -q -y'
const install = `${apt} install --no-install-recommends iproute2`

/**
 * Makes sure that this machine has network namespaces, and `ip` to join them. A bare Debian lacks the latter.
 *
 * @throws LabUnavailable with what stands in the way
 */
export async function ensureNamespaces(): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new LabUnavailable('network', 'needs root (sudo npm run test:interop -- network)')
  }
  try {
    await run('sh', ['-c', `command -v ip || ${install} || { ${apt} update && ${install}; }`])
    await run('unshare', [
      '-n',
      'ip',
      'link',
      'add',
      'cable',
      'type',
      'veth',
      'peer',
      'name',
      'far'
    ])
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error)
    throw new LabUnavailable(
      'network',
      `needs network namespaces and iproute2 (apt-get install iproute2): ${why}`
    )
  }
}

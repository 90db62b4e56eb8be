import { resolve } from 'node:path'
import type { CheckList } from '../check-list'
import { ensureNamespaces } from '../network/namespaces'
import { runInOwnNetwork } from '../network/own-network'
import { pulseAudioChroot } from './pulse-audio'

/**
 * The sound itself: what every fault costs, on the wire and at a loudspeaker of the system.
 *
 * @throws LabUnavailable where the machine forbids it
 */
export async function checkSound(checks: CheckList): Promise<void> {
  await ensureNamespaces()
  // Before there is a network without a way to Debian.
  await pulseAudioChroot()
  const code = await runInOwnNetwork([resolve(import.meta.dirname, 'run.ts')], checks)
  checks.check('sound: the whole part was run', code === 0, String(code))
}

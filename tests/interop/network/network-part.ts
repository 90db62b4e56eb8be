import { resolve } from 'node:path'
import type { CheckList } from '../check-list'
import { ensureNamespaces } from './namespaces'
import { runInOwnNetwork } from './own-network'

/** Which faults; all of them where nothing is said. */
export const faults = ['silence', 'address-change'] as const
export type Fault = (typeof faults)[number]

/**
 * Networks that fail, as namespaces of the kernel: nothing of them is seen outside, and all of it goes with the process.
 *
 * @throws LabUnavailable where the machine forbids it
 */
export async function checkNetwork(
  checks: CheckList,
  wanted: readonly Fault[] = faults
): Promise<void> {
  await ensureNamespaces()
  const program = resolve(import.meta.dirname, 'run.ts')
  const code = await runInOwnNetwork([program, ...wanted], checks)
  checks.check('networks that fail: the whole part was run', code === 0, String(code))
}

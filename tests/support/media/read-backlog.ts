/**
 * Lets every socket of this process be read of what arrived before. On a busy machine that can be several packets, and
 * they are older than what the test did last.
 */
export async function readBacklog(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}

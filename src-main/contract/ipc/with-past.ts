import type { PastSupervision } from './past-supervision'

/** What a manager does in some weeks. */
const mostSupervisions = 200

/** One supervision more, the latest first; what is too old goes. */
export function withPast(
  over: PastSupervision,
  earlier: readonly PastSupervision[]
): PastSupervision[] {
  return [over, ...earlier.slice(0, mostSupervisions - 1)]
}

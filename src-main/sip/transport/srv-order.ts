import type { SrvRecord } from 'node:dns'

/**
 * SRV records in the order to try them (RFC 2782): by priority, and among equals by chance, in proportion to their
 * weights.
 *
 * @param random - 0 up to 1, drawn anew for each record
 */
export function srvOrder(
  records: readonly SrvRecord[],
  random: () => number
): readonly SrvRecord[] {
  // Weight 0 comes first among equals, so that it can be chosen at all.
  const left = [...records].sort(
    (one, other) => one.priority - other.priority || one.weight - other.weight
  )
  const ordered: SrvRecord[] = []
  for (let next = left[0]; next; next = left[0]) {
    const { priority } = next
    const equals = left.filter((record) => record.priority === priority)
    const totalWeight = equals.reduce((sum, { weight }) => sum + weight, 0)
    let mark = Math.floor(random() * (totalWeight + 1))
    const chosen = equals.find(({ weight }) => (mark -= weight) <= 0) ?? next
    ordered.push(chosen)
    left.splice(left.indexOf(chosen), 1)
  }
  return ordered
}

import { useState } from 'react'

/** The selected line, by its key: it stays the same when lines come and go. */
export function useActiveRow(
  keys: readonly (string | number)[],
  initial: string | number | undefined = keys[0]
) {
  const [active, setActive] = useState<{ key: string | number | undefined; index: number }>({
    key: initial,
    index: 0
  })
  const found = active.key === undefined ? -1 : keys.indexOf(active.key)
  const index = found === -1 ? Math.min(active.index, keys.length - 1) : found
  return { index, set: (next: number) => setActive({ key: keys[next], index: next }) }
}

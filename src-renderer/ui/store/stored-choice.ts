import { useCallback, useState } from 'react'

/**
 * A choice that the window remembers by itself (a filter, a search): it is nobody else's business, so it does not go
 * through main. What was stored by another version and cannot be read counts as not stored.
 */
export function useStoredChoice<Value>(
  name: string,
  initial: Value,
  isValue: (stored: unknown) => stored is Value
): readonly [Value, (value: Value) => void] {
  const key = `coachline.${name}`
  const [value, setValue] = useState(() => read(key, initial, isValue))
  const store = useCallback(
    (next: Value) => {
      setValue(next)
      localStorage.setItem(key, JSON.stringify(next))
    },
    [key]
  )
  return [value, store]
}

function read<Value>(
  key: string,
  initial: Value,
  isValue: (stored: unknown) => stored is Value
): Value {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isValue(stored) ? stored : initial
  } catch {
    return initial
  }
}

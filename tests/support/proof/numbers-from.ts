/** A number from 0 to below `below`. */
export type Numbers = (below: number) => number

/** mulberry32: the same numbers for one seed, everywhere. */
export function numbersFrom(seed: number): Numbers {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function oneOf<Value>(number: Numbers, values: readonly [Value, ...Value[]]): Value {
  return values[number(values.length)] ?? values[0]
}

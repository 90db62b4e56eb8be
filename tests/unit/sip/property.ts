import fc from 'fast-check'
import { it } from 'vitest'

/** `it` for a property: the names of fast-check's vitest package, without the package. */
export const test = {
  prop:
    <Values extends [unknown, ...unknown[]]>(arbitraries: {
      [Index in keyof Values]: fc.Arbitrary<Values[Index]>
    }) =>
    (name: string, property: (...values: Values) => void): void => {
      it(name, () => {
        fc.assert(fc.property(...arbitraries, property))
      })
    }
}
export { fc }

/** A JSON text that is known as whole: its number stands at the beginning and at the end. */
export function textOf(number: number, length: number): string {
  return JSON.stringify([number, 'x'.repeat(length + (number % 7) * 1_000), number])
}

/** @throws when it is not whole */
export function numberOf(text: string): number {
  const [first, , last] = JSON.parse(text) as [number, string, number]
  if (first !== last)
    throw new Error(`${String(first)} at the beginning, ${String(last)} at the end`)
  return first
}

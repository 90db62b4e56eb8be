/** Epoch milliseconds with fractions: comparable with the clocks of other processes of this machine. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now()
}

/** Rejects with `what` unless `promise` settles first. */
export async function within<Value>(
  milliseconds: number,
  what: string,
  promise: Promise<Value>
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what}: not within ${milliseconds} ms`)),
      milliseconds
    )
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

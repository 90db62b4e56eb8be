/** @throws an error with that text when the promise takes longer */
export function within<Value>(ms: number, text: string, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(text)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

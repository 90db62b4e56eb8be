/** A set of listeners, each with its own way out. */
export class Listeners<Args extends unknown[]> {
  private readonly all = new Set<(...args: Args) => void>()

  /** @returns a function that removes the listener */
  add(listener: (...args: Args) => void): () => void {
    this.all.add(listener)
    return () => {
      this.all.delete(listener)
    }
  }

  tell(...args: Args): void {
    for (const listener of [...this.all]) listener(...args)
  }
}

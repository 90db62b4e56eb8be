import { within } from './phone/clock'

/** Tells those who wait for something that it is worth looking again. */
export class Changes {
  private readonly waiting = new Set<() => void>()

  /** Something changed. */
  tell(): void {
    for (const look of [...this.waiting]) look()
  }

  /**
   * Looks now and at each change until `find` finds something.
   *
   * @param what - for the error when it does not within `milliseconds`
   */
  async until<Found>(
    what: string,
    milliseconds: number,
    find: () => Found | undefined
  ): Promise<Found> {
    let look = () => {}
    const found = new Promise<Found>((resolve) => {
      look = () => {
        const value = find()
        if (value !== undefined) resolve(value)
      }
      this.waiting.add(look)
      look()
    })
    try {
      return await within(milliseconds, what, found)
    } finally {
      this.waiting.delete(look)
    }
  }
}

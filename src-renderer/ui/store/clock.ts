/** One timer for every running time in the window; all of them turn over in the same instant. */
export interface Clock {
  /** epoch ms of the last full second; the same value until the next tick */
  readonly now: () => number
  readonly subscribe: (listener: () => void) => () => void
}

const SECOND_MS = 1000

export function createClock(readTime: () => number = Date.now): Clock {
  const fullSecond = () => Math.floor(readTime() / SECOND_MS) * SECOND_MS
  const listeners = new Set<() => void>()
  let current = fullSecond()
  let timer: ReturnType<typeof setTimeout> | undefined

  function tick(): void {
    current = fullSecond()
    schedule()
    for (const listener of listeners) listener()
  }

  function schedule(): void {
    timer = setTimeout(tick, SECOND_MS - (readTime() % SECOND_MS))
  }

  return {
    now() {
      // Nobody keeps it going while nothing is shown.
      if (listeners.size === 0) current = fullSecond()
      return current
    },
    subscribe(listener) {
      if (listeners.size === 0) {
        current = fullSecond()
        schedule()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearTimeout(timer)
      }
    }
  }
}

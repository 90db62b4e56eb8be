import type { SipLog } from './ports'

/** Those who want to be told. One that throws neither stops the others nor the protocol. */
export class Listeners<Event> {
  private readonly listeners = new Set<(event: Event) => void>()

  constructor(private readonly log: SipLog) {}

  /** @returns a function that removes the listener */
  add(listener: (event: Event) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get isEmpty(): boolean {
    return this.listeners.size === 0
  }

  tell(event: Event): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.log.warn('a listener failed', { error: String(error) })
      }
    }
  }

  clear(): void {
    this.listeners.clear()
  }
}

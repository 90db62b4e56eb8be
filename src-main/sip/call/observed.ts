import { Listeners } from '../listeners'
import type { SipLog } from '../ports'

/** A value, and those who are told when it is another one. */
export class Observed<Value> {
  private readonly listeners: Listeners<Value>

  constructor(
    private current: Value,
    log: SipLog
  ) {
    this.listeners = new Listeners(log)
  }

  get value(): Value {
    return this.current
  }

  set(value: Value): void {
    this.current = value
    this.listeners.tell(value)
  }

  /** @returns a function that removes the listener */
  on(listener: (value: Value) => void): () => void {
    return this.listeners.add(listener)
  }

  /** Nobody is told any more. */
  rest(): void {
    this.listeners.clear()
  }
}

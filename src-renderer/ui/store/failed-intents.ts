import type { Failure } from '@contract/errors/reasons'
import type { CommandName } from '@contract/ipc/command-names'

export interface FailedIntent {
  readonly command: CommandName
  readonly failure: Failure
}

/** What main answered to a click that no form shows beside itself: the latest per command, until it succeeds. */
export interface FailedIntents {
  readonly list: () => readonly FailedIntent[]
  readonly subscribe: (listener: () => void) => () => void
  readonly failed: (command: CommandName, failure: Failure) => void
  readonly settled: (command: CommandName) => void
}

export function createFailedIntents(): FailedIntents {
  let intents: readonly FailedIntent[] = []
  const listeners = new Set<() => void>()

  function become(next: readonly FailedIntent[]): void {
    intents = next
    for (const listener of listeners) listener()
  }

  const others = (command: CommandName) => intents.filter((intent) => intent.command !== command)

  return {
    list: () => intents,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    failed: (command, failure) => become([...others(command), { command, failure }]),
    settled(command) {
      if (intents.some((intent) => intent.command === command)) become(others(command))
    }
  }
}
